# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
x = y
y = z
z = end
a_y := found
$(info $($($(x))) $(a_$(x)) ${a_${x}} $(a_${x}))
all: ;
END
run

: <<'EXPECT'
$ make
end found found found
make: 'all' is up to date.
[exit 0]
EXPECT
