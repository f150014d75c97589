# SPDX-License-Identifier: Apache-2.0
# Punctuation and bytes above ASCII are parts of names.
cat >depfile.txt <<'END'
out: a+b,c=d @x ~y !z %p (q) {r} [s] übersicht
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
out: #deps 9, deps mtime TIME (VALID)
    a+b,c=d
    @x
    ~y
    !z
    %p
    (q)
    {r}
    [s]
    übersicht

[exit 0]
EXPECT
