# SPDX-License-Identifier: Apache-2.0
# Output of $(shell): newlines, status, what the environment has.
makefile <<'END'
export X = exported
A := $(shell printf 'a\nb\n\nc\n\n\n')
B := $(shell exit 3)
S := $(.SHELLSTATUS)
C := $(shell echo "$$ENVV $(X)")
D := $(shell echo '#' two words)
E := $(shell no-such-command-here 2>/dev/null || echo failed)
all: ; @echo '[$(A)] [$(B)] $(S) [$(C)] [$(D)] [$(E)]'
END
ENVV=env
export ENVV
run

: <<'EXPECT'
$ make
[a b  c] [] 3 [env exported] [# two words] [failed]
[exit 0]
EXPECT
