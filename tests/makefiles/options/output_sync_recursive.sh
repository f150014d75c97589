# SPDX-License-Identifier: Apache-2.0
# With -O the directory is told around each piece, but not around what makes
# below print by themselves.
makefile <<'END'
all:
	$(MAKE) -C sub
	@echo behind
END
mkdir sub
makefile sub/Makefile <<'END'
all: ; @echo in sub
	@echo still
END
for type in target line recurse none; do
  run -O$type -j2
done
run -O -w -j2
run -O

: <<'EXPECT'
$ make -Otarget -j2
make -C sub
make[1]: Entering directory '$DIR/sub'
in sub
still
make[1]: Leaving directory '$DIR/sub'
behind
[exit 0]
$ make -Oline -j2
make -C sub
make[1]: Entering directory '$DIR/sub'
in sub
make[1]: Leaving directory '$DIR/sub'
make[1]: Entering directory '$DIR/sub'
still
make[1]: Leaving directory '$DIR/sub'
behind
[exit 0]
$ make -Orecurse -j2
make -C sub
make[1]: Entering directory '$DIR/sub'
in sub
still
make[1]: Leaving directory '$DIR/sub'
behind
[exit 0]
$ make -Onone -j2
make -C sub
make[1]: Entering directory '$DIR/sub'
in sub
still
make[1]: Leaving directory '$DIR/sub'
behind
[exit 0]
$ make -O -w -j2
make -C sub
make[1]: Entering directory '$DIR/sub'
in sub
still
make[1]: Leaving directory '$DIR/sub'
make: Entering directory '$DIR'
behind
make: Leaving directory '$DIR'
[exit 0]
$ make -O
make -C sub
make[1]: Entering directory '$DIR/sub'
in sub
still
make[1]: Leaving directory '$DIR/sub'
behind
[exit 0]
EXPECT
