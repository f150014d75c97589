# SPDX-License-Identifier: Apache-2.0
makefile <<'END'

define bad
ok = 1
this is wrong
endef
$(eval $(bad))
all: ;
END
run

: <<'EXPECT'
$ make
2> Makefile:6: *** missing separator.  Stop.
[exit 2]
EXPECT
