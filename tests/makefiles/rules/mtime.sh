# SPDX-License-Identifier: Apache-2.0
stamp 2000 src; stamp 1000 out; stamp 2000 same
makefile <<'END'
all: out same
out: src ; @echo out
same: src ; @echo same
END
run

: <<'EXPECT'
$ make
out
[exit 0]
EXPECT
