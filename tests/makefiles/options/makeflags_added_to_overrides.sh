# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
MAKEFLAGS += -rR --no-print-directory
$(info $(origin CC))
all: x.o
	@echo V=$(V)
	@$(MAKE) -C below X=2
END
mkdir below
printf 'all: ; @echo "below" $(V) $(X) $(origin CC)\n' >below/Makefile
touch x.c
run V=1
run -n V=1 all
run -k
: <<'EXPECT'
$ make V=1
default
2> make: *** No rule to make target 'x.o', needed by 'all'.  Stop.
[exit 2]
$ make -n V=1 all
default
2> make: *** No rule to make target 'x.o', needed by 'all'.  Stop.
[exit 2]
$ make -k
default
2> make: *** No rule to make target 'x.o', needed by 'all'.
2> make: Target 'all' not remade because of errors.
[exit 2]
EXPECT
