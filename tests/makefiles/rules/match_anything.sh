# SPDX-License-Identifier: Apache-2.0
old foo.src
makefile <<'END'
all: foo
%: %.src ; @echo made $@ from $<
END
run

: <<'EXPECT'
$ make
made foo from foo.src
[exit 0]
EXPECT
