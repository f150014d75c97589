# SPDX-License-Identifier: Apache-2.0
# Spaces before the colon and around names do not matter, nor does a missing
# newline at the end.
old a b c
manifest <<'END'
rule cc
  command = printf 'out  :   a   b \\\n    c' > $out.d && touch $out
  depfile = $out.d
  deps = gcc
build out: cc
END
run
run -t deps
run
newer c
run

: <<'EXPECT'
$ ninja
[1/1] printf 'out  :   a   b \\\n    c' > out.d && touch out
[exit 0]
$ ninja -t deps
out: #deps 3, deps mtime TIME (VALID)
    a
    b
    c

[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
$ ninja
[1/1] printf 'out  :   a   b \\\n    c' > out.d && touch out
[exit 0]
EXPECT
