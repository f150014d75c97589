# SPDX-License-Identifier: Apache-2.0
# .DEFAULT for goals and prerequisites without a rule.
makefile <<'END'
all: missing there ; @echo all
.DEFAULT: ; @echo default for $@ [$<] [$^]
END
old there
run
run other
makefile <<'END'
all: missing
.DEFAULT: ; @echo default
.DEFAULT:
END
run

: <<'EXPECT'
$ make
default for missing [missing] []
all
[exit 0]
$ make other
default for other [other] []
[exit 0]
$ make
2> make: *** No rule to make target 'missing', needed by 'all'.  Stop.
[exit 2]
EXPECT
