# SPDX-License-Identifier: Apache-2.0
# -t restat takes the files' present times into the log: what was made newer
# by hand counts as built.
old src
manifest <<'END'
rule cp
  command = cp $in $out
build mid: cp src
build out: cp mid
END
quietly
newer src
newer mid
newer out
run -n
run -t restat
run

: <<'EXPECT'
$ ninja -n
[1/2] cp src mid
[2/2] cp mid out
[exit 0]
$ ninja -t restat
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
