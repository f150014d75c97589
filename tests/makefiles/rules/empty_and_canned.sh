# SPDX-License-Identifier: Apache-2.0
# Empty recipes stop the search; canned recipes keep their prefixes.
makefile <<'END'
define steps
@echo one $@
-false
+@echo three
endef
all: a.o canned
a.o: ;
canned: ; $(steps)
quiet: ; @$(steps)
END
old a.c
run
run -n quiet

: <<'EXPECT'
$ make
one canned
false
three
2> make: [Makefile:8: canned] Error 1 (ignored)
[exit 0]
$ make -n quiet
echo one quiet
false
echo three
three
[exit 0]
EXPECT
