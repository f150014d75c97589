# SPDX-License-Identifier: Apache-2.0
# A newer time is enough, whatever the content.
old src
manifest <<'END'
rule cp
  command = cp $in $out
build out: cp src
END
run
newer src
run

: <<'EXPECT'
$ ninja
[1/1] cp src out
[exit 0]
$ ninja
[1/1] cp src out
[exit 0]
EXPECT
