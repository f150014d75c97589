# SPDX-License-Identifier: Apache-2.0
# What -n runs all the same: `+`, $(MAKE), ${MAKE}; not a copy of it.
makefile <<'END'
M = $(MAKE)
all: ; @echo plain
	+@echo plus
	@$(MAKE) --no-print-directory -f sub.mk
	@${MAKE} --no-print-directory -f sub.mk
	@$(M) --no-print-directory -f sub.mk
END
makefile sub.mk <<'END'
all: ; @echo sub
END
run -n

: <<'EXPECT'
$ make -n
echo plain
echo plus
plus
make --no-print-directory -f sub.mk
echo sub
make --no-print-directory -f sub.mk
echo sub
make --no-print-directory -f sub.mk
[exit 0]
EXPECT
