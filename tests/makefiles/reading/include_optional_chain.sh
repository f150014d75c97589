# SPDX-License-Identifier: Apache-2.0
# A file in between that an optional Makefile needs may fail; what two of them
# are made from may not.
makefile <<'END'
-include opt.mk
all: ; @echo all
%.mk: %.y ; touch $@
opt.y: ; @echo y; false
END
run
makefile <<'END'
-include opt.mk
all: ; @echo all
%.mk: %.y ; touch $@
%.y: %.x ; false
opt.x: ; @echo x
END
run
makefile <<'END'
-include opt.mk
all: ; @echo all
%.mk: %.y ; touch $@
%.y: %.x ; touch $@
opt.x: ; @echo x; false
END
run
run -k

: <<'EXPECT'
$ make
y
all
[exit 0]
$ make
x
false
all
[exit 0]
$ make
x
2> make: *** [Makefile:5: opt.x] Error 1
[exit 2]
$ make -k
x
all
2> make: *** [Makefile:5: opt.x] Error 1
[exit 0]
EXPECT
