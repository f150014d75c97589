# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: x y
%:: ; @echo making $@
END
run

: <<'EXPECT'
$ make
making x
making y
making all
[exit 0]
EXPECT
