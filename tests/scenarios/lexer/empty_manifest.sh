# SPDX-License-Identifier: Apache-2.0
# A manifest without any statement has nothing to build.
manifest </dev/null
run

: <<'EXPECT'
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
