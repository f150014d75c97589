# SPDX-License-Identifier: Apache-2.0
# The inputs of several lines for one target add up.
old src a b
manifest <<'END'
rule cc
  command = printf 'out: src a\nout: b\n' > $out.d && touch $out
  depfile = $out.d
  deps = gcc
build out: cc src
END
run
run -t deps

: <<'EXPECT'
$ ninja
[1/1] printf 'out: src a\nout: b\n' > out.d && touch out
[exit 0]
$ ninja -t deps
out: #deps 3, deps mtime TIME (VALID)
    src
    a
    b

[exit 0]
EXPECT
