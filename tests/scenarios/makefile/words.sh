# SPDX-License-Identifier: Apache-2.0
# In a directory with a Makefile a word is a target; `xb make` is make.
# xb-only: make has no words of xb
cat >Makefile <<'END'
all: ; @echo $(MAKEFLAGS)
clean: ; @echo cleaning
why: ; @echo whying
END
xb clean
xb why
xb make -s -k why all
xb config wait
xb make --version | head -n 1

: <<'EXPECT'
[1] clean
cleaning
[1] why
whying
whying
ks
wait = true
GNU Make 4.4.1
EXPECT
