# SPDX-License-Identifier: Apache-2.0
# After a clean everything is built again.
# also-as: xb
old src
manifest <<'END'
rule cp
  command = cp $in $out
build a: cp src
build b: cp a
END
quietly
run -t clean
run
run

: <<'EXPECT'
$ ninja -t clean
Cleaning... 2 files.
[exit 0]
$ ninja
[1/2] cp src a
[2/2] cp a b
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
