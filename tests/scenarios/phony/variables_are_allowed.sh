# SPDX-License-Identifier: Apache-2.0
# Bindings on a phony edge are read and have no effect.
old src
manifest <<'END'
build all: phony src
  description = hello
END
run all

: <<'EXPECT'
$ ninja all
ninja: no work to do.
[exit 0]
EXPECT
