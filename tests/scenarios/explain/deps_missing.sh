# SPDX-License-Identifier: Apache-2.0
# Discovered inputs that are unknown.
old src
manifest <<'END'
rule cc
  command = echo "$out: $in" > $out.d && cp $in $out
  depfile = $out.d
  deps = gcc
build a: cc src
END
quietly
rm .ninja_deps
run -d explain

: <<'EXPECT'
$ ninja -d explain
[1/1] echo "a: src" > a.d && cp src a
2> ninja explain: deps for 'a' are missing
[exit 0]
EXPECT
