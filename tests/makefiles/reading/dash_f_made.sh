# SPDX-License-Identifier: Apache-2.0
# That one of -f is not there is told even if it can be made.
makefile m.mk <<'END'
all: ; @echo all
g.mk: ; @echo made; touch $@
END
run -f m.mk -f g.mk
rm g.mk
makefile m.mk <<'END'
all: ; @echo all
g.mk: ; @echo made; false
END
run -f m.mk -f g.mk

: <<'EXPECT'
$ make -f m.mk -f g.mk
made
all
2> make: g.mk: No such file or directory
[exit 0]
$ make -f m.mk -f g.mk
made
2> make: g.mk: No such file or directory
2> make: *** [m.mk:2: g.mk] Error 1
[exit 2]
EXPECT
