# SPDX-License-Identifier: Apache-2.0
# Edges of the functions on file names.
makefile <<'END'
all:
	@echo '[$(dir a/b c /d e/ .)] [$(notdir a/b c /d e/)]'
	@echo '[$(suffix a.c b a.b/c .x d.e.f)] [$(basename a.c b a.b/c .x d.e.f)]'
	@echo '[$(abspath /a/../b/./c //d ///e/..)] [$(patsubst $(CURDIR)/%,%,$(abspath x ./y z/../w))]'
	@echo '[$(realpath no-such-file)] [$(notdir $(realpath Makefile ./.))]'
END
run

: <<'EXPECT'
$ make
[a/ ./ / e/ ./] [b c d ]
[.c .x .f] [a b a.b/c  d.e]
[/b/c /d /] [x y w]
[] [Makefile work]
[exit 0]
EXPECT
