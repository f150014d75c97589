# SPDX-License-Identifier: Apache-2.0
# A build of phonies alone has no work to do.
old src
manifest <<'END'
build all: phony src
END
run
run all

: <<'EXPECT'
$ ninja
ninja: no work to do.
[exit 0]
$ ninja all
ninja: no work to do.
[exit 0]
EXPECT
