# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
comma := ,
empty :=
space := $(empty) $(empty)
foo := a b c
$(info $(subst $(space),$(comma),$(foo)) $(if x,(a,b),c) $(if x,{a,b},c))
all: ;
END
run

: <<'EXPECT'
$ make
a,b,c (a,b) {a
make: 'all' is up to date.
[exit 0]
EXPECT
