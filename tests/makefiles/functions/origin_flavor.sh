# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
$(info $(origin @D) $(flavor CC) $(flavor MAKE_VERSION) $(origin .FEATURES))
all: ;
END
run

: <<'EXPECT'
$ make
automatic recursive simple default
make: 'all' is up to date.
[exit 0]
EXPECT
