# SPDX-License-Identifier: Apache-2.0
# A percent sign behind a backslash makes no pattern of a target.
makefile <<'END'
all: a%b c%d e%f g%h.o i%j
a\%b c\%d: x\%y ; @echo "$@ $<"
x%y: ; @echo "$@ $*"
e\%f:: ; @echo one "$@"
e\%f:: ; @echo two "$@" $V
e\%f: V = v
g\%h.o: %.o: ; @echo "$@ $*"
i\%j: ; @echo old
i\%j: ; @echo "$@"
END
run
makefile <<'END'
a\%b: ; @echo no
second: ; @echo "$@"
END
run
makefile <<'END'
a\%b c\%d &: ; @echo "$@"
END
run c%d

: <<'EXPECT'
$ make
x\%y \%
a%b x\%y
c%d x\%y
one e%f
two e%f v
g%h.o g%h
i%j
2> Makefile:9: warning: overriding recipe for target 'i%j'
2> Makefile:8: warning: ignoring old recipe for target 'i%j'
[exit 0]
$ make
second
[exit 0]
$ make c%d
c%d
[exit 0]
EXPECT
