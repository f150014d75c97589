# SPDX-License-Identifier: Apache-2.0
# An edge that lists an output twice is an error.
# oracle: >=1.12
manifest <<'END'
rule touch
  command = touch $out
build out ./out: touch
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:4: out is defined as an output multiple times
[exit 1]
EXPECT
