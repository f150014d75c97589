# SPDX-License-Identifier: Apache-2.0
# A rule may go over several lines, and have its recipe behind a semicolon.
makefile <<'END'
all: one \
     two ; @echo all: \
  $^
	@echo more
one two: ; @:
END
run

: <<'EXPECT'
$ make
all: one two
more
[exit 0]
EXPECT
