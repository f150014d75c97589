# SPDX-License-Identifier: Apache-2.0
# ifdef looks whether there is a value, not whether it expands to one.
makefile <<'END'
EMPTY =
REF = $(EMPTY)
name = REF
ifdef EMPTY
$(info EMPTY)
endif
ifdef REF
$(info REF)
endif
ifdef $(name)
$(info by name)
endif
ifndef NOTHING
$(info NOTHING)
endif
all: ; @:
END
run

: <<'EXPECT'
$ make
REF
by name
NOTHING
[exit 0]
EXPECT
