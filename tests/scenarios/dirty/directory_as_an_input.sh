# SPDX-License-Identifier: Apache-2.0
# A directory's own time counts, as when a file in it comes or goes.
mkdir dir
old dir/file dir
manifest <<'END'
rule ls
  command = ls $in > $out
build out: ls dir
END
run
run
newer dir/other
run
show out

: <<'EXPECT'
$ ninja
[1/1] ls dir > out
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
$ ninja
[1/1] ls dir > out
[exit 0]
--- out
file
other
EXPECT
