# SPDX-License-Identifier: Apache-2.0
# A generator's inputs count as always.
old src
manifest <<'END'
rule gen
  command = cp $in $out
  generator = 1
build out: gen src
END
quietly
newer src
run

: <<'EXPECT'
$ ninja
[1/1] cp src out
[exit 0]
EXPECT
