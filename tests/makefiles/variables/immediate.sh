# SPDX-License-Identifier: Apache-2.0
# :::= expands at once and keeps dollars that came out of it.
# oracle: >=4.4
makefile <<'END'
X = 1
A :::= $(X) $$(X) $$$$
X = 2
B := $(A)
A += $(X)
all: ; @echo '$(A)' '$(B)' '$(value A)' '$(flavor A)'
END
run

: <<'EXPECT'
$ make
1 $(X) $$ 2 1 $(X) $$ 1 $$(X) $$$$ $(X) recursive
[exit 0]
EXPECT
