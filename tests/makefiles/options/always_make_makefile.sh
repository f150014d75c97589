# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
# Makefiles are made once for -B, and not again after they were read again.
makefile <<'END'
all: x ; @echo $@
x: ; @echo $@; touch $@
include inc.mk
inc.mk: x ; @echo making $@; touch $@
END
old x inc.mk
run -B
run
run -Bn

: <<'EXPECT'
$ make -B
x
making inc.mk
all
[exit 0]
$ make
all
[exit 0]
$ make -Bn
x
making inc.mk
echo all
[exit 0]
EXPECT
