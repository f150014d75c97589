# SPDX-License-Identifier: Apache-2.0
# -w list prints the warnings and ends with 1.
# oracle: >=1.12
run -w list

: <<'EXPECT'
$ ninja -w list
warning flags:
  phonycycle={err,warn}  phony build statement references itself
[exit 1]
EXPECT
