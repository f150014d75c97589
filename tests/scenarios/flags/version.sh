# SPDX-License-Identifier: Apache-2.0
# --version prints a version number and needs no manifest.
# normalise: ^1\.\d+\.\d+$ => VERSION
run --version

: <<'EXPECT'
$ ninja --version
1.12.1
[exit 0]
EXPECT
