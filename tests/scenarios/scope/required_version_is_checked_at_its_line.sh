# SPDX-License-Identifier: Apache-2.0
# The version is checked as soon as it is read, before later errors.
# normalise: \(\d+\.\d+[^)]*\) => (VERSION)
manifest <<'END'
ninja_required_version = 99
syntax error
END
run

: <<'EXPECT'
$ ninja
2> ninja: fatal: ninja version (1.12.1) incompatible with build file ninja_required_version version (99).
[exit 1]
EXPECT
