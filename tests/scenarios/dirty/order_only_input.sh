# SPDX-License-Identifier: Apache-2.0
# An order-only input is built first and never makes its user dirty.
# also-as: xb
old src
manifest <<'END'
version = 1
rule cp
  command = cp $in $out
rule gen
  command = echo $version > $out
build out: cp src || generated
build generated: gen
END
run
sed -i 's/version = 1/version = 2/' build.ninja
run
run

: <<'EXPECT'
$ ninja
[1/2] echo 1 > generated
[2/2] cp src out
[exit 0]
$ ninja
[1/1] echo 2 > generated
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
