# SPDX-License-Identifier: Apache-2.0
old h1 h2 src
makefile <<'END'
a: h1
a: src ; @echo $^ $<
a: h2
END
run

: <<'EXPECT'
$ make
src h1 h2 src
[exit 0]
EXPECT
