# SPDX-License-Identifier: Apache-2.0
# A manifest may ask for a newer ninja than there is.
# normalise: \(\d+\.\d+[^)]*\) => (VERSION)
manifest <<'END'
ninja_required_version = 99.1
build out: phony
END
run

: <<'EXPECT'
$ ninja
2> ninja: fatal: ninja version (1.12.1) incompatible with build file ninja_required_version version (99.1).
[exit 1]
EXPECT
