# SPDX-License-Identifier: Apache-2.0
# What += does depends on how the variable was set first.
makefile <<'END'
W = w
A = $(W)
A += $(W)
B := $(W)
B += $(W)
C += $(W)
D ?= $(W)
D += $(W)
E != echo $(W)
E += $(W)
W = late
all: ; @echo $(A), $(B), $(C), $(D), $(E), $(flavor A) $(flavor B) $(flavor C)
END
run

: <<'EXPECT'
$ make
late late, w w, late, late late, w late, recursive simple recursive
[exit 0]
EXPECT
