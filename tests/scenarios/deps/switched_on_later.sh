# SPDX-License-Identifier: Apache-2.0
# An edge that gets deps after it was built runs once to record them.
old src
manifest <<'END'
rule cc
  command = echo "$out: $in" > $out.d && cp $in $out
build out: cc src
END
quietly
printf '  depfile = $out.d\n  deps = gcc\n' >>build.ninja
run
run

: <<'EXPECT'
$ ninja
[1/1] echo "out: src" > out.d && cp src out
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
