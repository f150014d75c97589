# SPDX-License-Identifier: Apache-2.0
# The order of inputs is part of the command, order-only inputs are not.
old a b
manifest <<'END'
rule cat
  command = cat $in > $out
build out: cat a b || build.ninja
END
run
sed -i 's/ || build.ninja//' build.ninja
run
sed -i 's/a b/b a/' build.ninja
run

: <<'EXPECT'
$ ninja
[1/1] cat a b > out
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
$ ninja
[1/1] cat b a > out
[exit 0]
EXPECT
