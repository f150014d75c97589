# SPDX-License-Identifier: Apache-2.0
old a.c
makefile <<'END'
.SECONDEXPANSION:
a.o: %.o: %.c $$(addsuffix .h,$$*) ; @echo $^
a.h: ; touch a.h
END
run

: <<'EXPECT'
$ make
touch a.h
a.c a.h
[exit 0]
EXPECT
