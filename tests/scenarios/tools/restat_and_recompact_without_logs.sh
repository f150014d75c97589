# SPDX-License-Identifier: Apache-2.0
# -t restat and -t recompact do no harm where nothing was built.
manifest <<'END'
build a: phony
END
run -t restat
run -t recompact

: <<'EXPECT'
$ ninja -t restat
[exit 0]
$ ninja -t recompact
[exit 0]
EXPECT
