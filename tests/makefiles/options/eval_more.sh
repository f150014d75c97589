# SPDX-License-Identifier: Apache-2.0
# --eval is read before the Makefile, several times, and passed on.
makefile <<'END'
X ?= file
all: ; @echo $(X) $(Y)
	@$(MAKE) --no-print-directory below
below: ; @echo below $(X)
END
run --eval='X = eval' --eval 'Y = two words'
run --eval='$(info read)' --eval='first: ; @echo first'

: <<'EXPECT'
$ make --eval=X = eval --eval Y = two words
eval two words
below eval
[exit 0]
$ make --eval=$(info read) --eval=first: ; @echo first
read
first
[exit 0]
EXPECT
