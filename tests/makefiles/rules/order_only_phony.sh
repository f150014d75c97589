# SPDX-License-Identifier: Apache-2.0
# A phony order-only prerequisite runs each time, and changes nothing.
makefile <<'END'
out: src | setup ; @echo out; touch out
setup: ; @echo setup
.PHONY: setup
END
old src
run
run

: <<'EXPECT'
$ make
setup
out
[exit 0]
$ make
setup
[exit 0]
EXPECT
