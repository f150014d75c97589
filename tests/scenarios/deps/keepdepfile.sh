# SPDX-License-Identifier: Apache-2.0
# -d keepdepfile keeps it.
old src
manifest <<'END'
rule cc
  command = echo "$out: $in" > $out.d && cp $in $out
  depfile = $out.d
  deps = gcc
build out: cc src
END
run -d keepdepfile
tree

: <<'EXPECT'
$ ninja -d keepdepfile
[1/1] echo "out: src" > out.d && cp src out
[exit 0]
build.ninja
out
out.d
src
EXPECT
