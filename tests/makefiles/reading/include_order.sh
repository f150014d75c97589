# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
# Makefiles are remade in the order in which they are read.
makefile <<'END'
include a.mk b.mk
-include c.mk
all: ; @echo all
%.mk: ; @echo $@; touch $@
END
run
rm *.mk
makefile <<'END'
include a.mk gone.mk
include b.mk
all: ; @echo all
a.mk b.mk: ; @echo $@; touch $@
END
run

: <<'EXPECT'
$ make
a.mk
b.mk
c.mk
all
[exit 0]
$ make
a.mk
2> Makefile:1: gone.mk: No such file or directory
2> make: *** No rule to make target 'gone.mk'.  Stop.
[exit 2]
EXPECT
