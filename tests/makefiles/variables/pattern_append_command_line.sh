# SPDX-License-Identifier: Apache-2.0
# What is appended by a pattern to a variable of the command line is its value
# once more.
makefile <<'END'
lib%: F += lib
lib%: G = lib
lib%: override H += lib
lib%: J ?= lib
lib%: K := lib
lib%: F += more
libx: F += own
all: lib.x libx
lib.x libx: ; @echo $@: $F, $G, $H, $J, $K, $(origin F) $(flavor F) $(origin H)
END
run F=c G=c H=c J=c K=c
run 'F=$(X)' X=1
run F:=c
run

: <<'EXPECT'
$ make F=c G=c H=c J=c K=c
lib.x: c c c, c, c lib, c, c, command line recursive override
libx: c, c, c lib, c, c, command line recursive override
[exit 0]
$ make F=$(X) X=1
lib.x: 1 1 1, lib, lib, lib, lib, command line recursive override
libx: 1, lib, lib, lib, lib, command line recursive override
[exit 0]
$ make F:=c
lib.x: c c c, lib, lib, lib, lib, command line recursive override
libx: c, lib, lib, lib, lib, command line simple override
[exit 0]
$ make
lib.x: lib more, lib, lib, lib, lib, file recursive override
libx: lib more own, lib, lib, lib, lib, file recursive override
[exit 0]
EXPECT
