# SPDX-License-Identifier: Apache-2.0
# A depfile without a colon is an error.
old src
manifest <<'END'
rule cc
  command = echo "out src" > $out.d && touch $out
  depfile = $out.d
build out: cc src
END
run
run

: <<'EXPECT'
$ ninja
[1/1] echo "out src" > out.d && touch out
[exit 0]
$ ninja
2> ninja: error: out.d: expected ':' in depfile
[exit 1]
EXPECT
