# SPDX-License-Identifier: Apache-2.0
# A pattern rule of several targets runs once for all.
makefile <<'END'
all: p.tab.c p.tab.h use
%.tab.c %.tab.h: %.y ; @echo making from $<; touch $*.tab.c $*.tab.h
use: p.tab.h ; @echo use; touch use
END
old p.y
run
touch -d @2000000 p.tab.h
run

: <<'EXPECT'
$ make
making from p.y
use
[exit 0]
$ make
making from p.y
use
[exit 0]
EXPECT
