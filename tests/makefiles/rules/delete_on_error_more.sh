# SPDX-License-Identifier: Apache-2.0
# .DELETE_ON_ERROR: what is half made goes, unless it is precious or was not
# touched.
makefile <<'END'
.DELETE_ON_ERROR:
.PRECIOUS: kept
all: gone kept untouched
gone kept: ; @echo half >$@; false
untouched: src ; @false
END
stamp 1000000000 untouched
stamp 1000000100 src
run -k
tree

: <<'EXPECT'
$ make -k
2> make: *** [Makefile:4: gone] Error 1
2> make: *** Deleting file 'gone'
2> make: *** [Makefile:4: kept] Error 1
2> make: *** [Makefile:5: untouched] Error 1
2> make: Target 'all' not remade because of errors.
[exit 2]
Makefile
kept
src
untouched
EXPECT
