# SPDX-License-Identifier: Apache-2.0
# A depfile that is gone.
old src
manifest <<'END'
rule cc
  command = echo "$out: $in" > $out.d && cp $in $out
  depfile = $out.d
build a: cc src
END
quietly
rm a.d
run -d explain

: <<'EXPECT'
$ ninja -d explain
[1/1] echo "a: src" > a.d && cp src a
2> ninja explain: depfile 'a.d' is missing
[exit 0]
EXPECT
