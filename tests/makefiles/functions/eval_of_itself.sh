# SPDX-License-Identifier: Apache-2.0
# A variable may get another value while it is expanded.
makefile <<'END'
a = x$(eval a = a much longer text than there was before, to be sure)y
$(info [$a])
$(info [$a])
b = $(eval b := now)second
$(info [$b] [$b])
all:;@:
END
run
: <<'EXPECT'
$ make
[xy]
[a much longer text than there was before, to be sure]
[second] [now]
[exit 0]
EXPECT
