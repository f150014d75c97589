# SPDX-License-Identifier: Apache-2.0
# After a restat build the untouched output is still considered up to date.
old src
manifest <<'END'
rule gen
  command = [ -e $out ] || touch $out
  restat = 1
build out: gen src
END
run
newer src
run
run

: <<'EXPECT'
$ ninja
[1/1] [ -e out ] || touch out
[exit 0]
$ ninja
[1/1] [ -e out ] || touch out
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
