# SPDX-License-Identifier: Apache-2.0
# What is never the default goal: special names, patterns, hidden files.
makefile <<'END'
.PHONY: x
.hidden: ; @echo hidden
%.o: %.c ; @echo pattern
.c.o: ; @echo suffix
./x: ; @echo $@
y: ; @echo y
END
run

: <<'EXPECT'
$ make
x
[exit 0]
EXPECT
