# SPDX-License-Identifier: Apache-2.0
# A signal ends the run while Makefiles are remade again and again, and while
# they are read.
makefile <<'END'
include v.mk
all: ; @echo all
.PRECIOUS: v.mk
v.mk: force
	@trap '' TERM; echo "A = $(A)x" >$@; echo remade; kill -TERM $$PPID
force:
END
run
makefile <<'END'
$(info reading)
A := $(shell kill -TERM $$PPID)
$(info read)
all: ; @echo all
END
run

: <<'EXPECT'
$ make
remade
2> Terminated
[exit 143]
$ make
reading
2> Terminated
[exit 143]
EXPECT
