# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
# -s, --no-silent, .SILENT and MAKEFLAGS in the Makefile.
makefile <<'END'
all: one two
one: ; echo one
two: ; echo two
.SILENT: one
END
run
run -s
run -s --no-silent all
run --quiet

: <<'EXPECT'
$ make
one
echo two
two
[exit 0]
$ make -s
one
two
[exit 0]
$ make -s --no-silent all
one
echo two
two
[exit 0]
$ make --quiet
one
two
[exit 0]
EXPECT
