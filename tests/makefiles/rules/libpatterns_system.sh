# SPDX-License-Identifier: Apache-2.0
# The compiler's own directory of libraries is one of those looked at.
makefile <<'END'
all: -lm -lc ; @echo $(notdir $^)
none: -lno_such_library ; @echo $^
END
run
run none

: <<'EXPECT'
$ make
libm.so libc.so
[exit 0]
$ make none
2> make: *** No rule to make target '-lno_such_library', needed by 'none'.  Stop.
[exit 2]
EXPECT
