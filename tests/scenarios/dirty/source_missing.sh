# SPDX-License-Identifier: Apache-2.0
# A source that is gone stops the build before anything runs.
old src other
manifest <<'END'
rule cp
  command = cp $in $out
build mid: cp src
build out: cp mid
build fine: cp other
build all: phony fine out
END
quietly all
rm src
newer other
run all
run fine

: <<'EXPECT'
$ ninja all
2> ninja: error: 'src', needed by 'mid', missing and no known rule to make it
[exit 1]
$ ninja fine
[1/1] cp other fine
[exit 0]
EXPECT
