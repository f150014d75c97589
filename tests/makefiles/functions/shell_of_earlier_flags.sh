# SPDX-License-Identifier: Apache-2.0
# Options that are tried with all those before them, as Kbuild does it.
makefile <<'END'
try = $(shell for flag in $(FLAGS) $(1); do test $$flag != -bad || exit; \
        done; echo "$(1)")
FLAGS := -a
FLAGS += $(foreach number,1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16,$(call try,-n$(number)))
define round
FLAGS += $(call try,-x) $(call try,-bad)
FLAGS += $(call try,-y)
endef
$(foreach number,1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16,$(eval $(value round)))
all: ; @echo $(FLAGS)
END
run

: <<'EXPECT'
$ make
-a -n1 -n2 -n3 -n4 -n5 -n6 -n7 -n8 -n9 -n10 -n11 -n12 -n13 -n14 -n15 -n16 -x -y -x -y -x -y -x -y -x -y -x -y -x -y -x -y -x -y -x -y -x -y -x -y -x -y -x -y -x -y -x -y
[exit 0]
EXPECT
