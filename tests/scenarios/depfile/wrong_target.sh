# SPDX-License-Identifier: Apache-2.0
# A depfile for another target is not trusted: the edge runs again.
old src a
manifest <<'END'
rule cc
  command = echo "other: src a" > $out.d && touch $out
  depfile = $out.d
build out: cc src
END
run
run
run -d explain

: <<'EXPECT'
$ ninja
[1/1] echo "other: src a" > out.d && touch out
[exit 0]
$ ninja
[1/1] echo "other: src a" > out.d && touch out
[exit 0]
$ ninja -d explain
[1/1] echo "other: src a" > out.d && touch out
2> ninja explain: expected depfile 'out.d' to mention 'out', got 'other'
[exit 0]
EXPECT
