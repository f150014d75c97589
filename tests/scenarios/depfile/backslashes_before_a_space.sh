# SPDX-License-Identifier: Apache-2.0
# 2N+1 backslashes and a space are N backslashes and a space that belongs to
# the name; 2N backslashes stay as they are and the space ends the name.
cat >depfile.txt <<'END'
out: a\\\ b c\\ d
END
manifest <<'END'
rule cc
  command = cp depfile.txt $out.d && touch $out
  depfile = $out.d
  deps = gcc
build out: cc
END
run
run -t deps

: <<'EXPECT'
$ ninja
[1/1] cp depfile.txt out.d && touch out
[exit 0]
$ ninja -t deps
out: #deps 3, deps mtime TIME (VALID)
    a\ b
    c\\
    d

[exit 0]
EXPECT
