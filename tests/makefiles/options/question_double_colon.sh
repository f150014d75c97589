# SPDX-License-Identifier: Apache-2.0
# -q ends at the first `::` rule of a goal that has something to do.
makefile <<'END'
all:: one ; @$(info recipe 1) echo 1
all:: two ; @$(info recipe 2) echo 2
all:: three ; @$(info recipe 3) echo 3
one: ; @$(info one) touch $@
two: ; @$(info two) touch $@
three: ; +@$(info three) echo three runs
END
run -q
run -q -j3
run -q -k

: <<'EXPECT'
$ make -q
one
[exit 1]
$ make -q -j3
one
[exit 1]
$ make -q -k
one
two
three
three runs
recipe 3
[exit 1]
EXPECT
