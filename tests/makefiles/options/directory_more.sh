# SPDX-License-Identifier: Apache-2.0
# Several -C, and what CURDIR and messages say.
makefile <<'END'
all: ; @echo top
END
mkdir -p a/b
makefile a/b/Makefile <<'END'
all: ; @echo $(notdir $(CURDIR))
END
run -C a -C b
run -C a/b --no-print-directory
run -s -C a/b
make -C 2>&1 | head -n 1

: <<'EXPECT'
$ make -C a -C b
make: Entering directory '$DIR/a/b'
b
make: Leaving directory '$DIR/a/b'
[exit 0]
$ make -C a/b --no-print-directory
b
[exit 0]
$ make -s -C a/b
b
[exit 0]
make: option requires an argument -- 'C'
EXPECT
