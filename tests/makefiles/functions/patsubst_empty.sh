# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
$(info [$(patsubst ,x,a b )])
$(info [$(patsubst ,x,)])
$(info [$(patsubst ,x,a b)])
$(info [$(patsubst ,  ,a  b  )])
$(info [$(patsubst a,,a  b a)])
$(info [$(patsubst ,,a  b)])
$(info [$(subst ,x,a b )])
$(info [$(patsubst %,,a  b)])
all:;@:
END
run
: <<'EXPECT'
$ make
[a b x]
[x]
[a b]
[a  b    ]
[  b ]
[a  b]
[a b x]
[]
[exit 0]
EXPECT
