# SPDX-License-Identifier: Apache-2.0
# The time of an input is that of the file a link leads to.
old real
ln -s real link
manifest <<'END'
rule cp
  command = cp $in $out
build out: cp link
END
run
run
newer real
run
rm real
run

: <<'EXPECT'
$ ninja
[1/1] cp link out
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
$ ninja
[1/1] cp link out
[exit 0]
$ ninja
2> ninja: error: 'link', needed by 'out', missing and no known rule to make it
[exit 1]
EXPECT
