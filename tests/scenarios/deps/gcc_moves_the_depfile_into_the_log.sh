# SPDX-License-Identifier: Apache-2.0
# With deps = gcc the depfile is read after the command and removed.
# also-as: xb
old src a.h
manifest <<'END'
rule cc
  command = echo "$out: $in a.h" > $out.d && cat $in a.h > $out
  depfile = $out.d
  deps = gcc
build out: cc src
END
run
tree
run
edit a.h changed
run
run

: <<'EXPECT'
$ ninja
[1/1] echo "out: src a.h" > out.d && cat src a.h > out
[exit 0]
a.h
build.ninja
out
src
$ ninja
ninja: no work to do.
[exit 0]
$ ninja
[1/1] echo "out: src a.h" > out.d && cat src a.h > out
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
