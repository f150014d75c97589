# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
outer = $(call inner,x) [$2]
inner = <$1,$2>
$(info $(call outer,a,b))
all: ;
END
run

: <<'EXPECT'
$ make
<x,> [b]
make: 'all' is up to date.
[exit 0]
EXPECT
