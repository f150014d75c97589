# SPDX-License-Identifier: Apache-2.0
# Of several patterns the more exact one wins; the target's own wins over all.
makefile <<'END'
%.o: V = any
lib%.o: V = lib
lib%.o: W += one
%.o: W += two
libx.o: V = own
all: a.o libb.o libx.o
%.o: ; @echo $@ $(V) [$(W)]
END
run

: <<'EXPECT'
$ make
a.o any [two]
libb.o lib [two one]
libx.o own [two one]
all.o any [two]
cc   all.o a.o libb.o libx.o   -o all
2> /usr/bin/ld: cannot find all.o: No such file or directory
2> /usr/bin/ld: cannot find a.o: No such file or directory
2> /usr/bin/ld: cannot find libb.o: No such file or directory
2> /usr/bin/ld: cannot find libx.o: No such file or directory
2> collect2: error: ld returned 1 exit status
2> make: *** [<builtin>: all] Error 1
[exit 2]
EXPECT
