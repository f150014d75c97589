# SPDX-License-Identifier: Apache-2.0
# A made Makefile that includes another made one.
makefile <<'END'
include first.mk
all: ; @echo $(FIRST) $(SECOND)
first.mk: ; echo 'FIRST = 1' >$@; echo 'include second.mk' >>$@
second.mk: ; echo 'SECOND = 2' >$@
END
run
run

: <<'EXPECT'
$ make
echo 'FIRST = 1' >first.mk; echo 'include second.mk' >>first.mk
echo 'SECOND = 2' >second.mk
1 2
[exit 0]
$ make
1 2
[exit 0]
EXPECT
