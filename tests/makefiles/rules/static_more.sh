# SPDX-License-Identifier: Apache-2.0
# Static patterns: several prerequisites, filters, directories, no percent.
makefile <<'END'
OBJS = a.o d/b.o c.x
all: $(OBJS)
$(filter %.o,$(OBJS)): %.o: %.c %.h common ; @echo $@ [$*] $^
c.x: %.x: fixed ; @echo $@ [$*] $^
%.c %.h common fixed d/b.c d/b.h: ; @:
END
run

: <<'EXPECT'
$ make
2> Makefile:5: *** mixed implicit and normal rules.  Stop.
[exit 2]
EXPECT
