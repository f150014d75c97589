# SPDX-License-Identifier: Apache-2.0
# A colon after a single letter belongs to a path.
cat >depfile.txt <<'END'
out: c:/include/a.h D:\include\b.h e.h
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
    c:/include/a.h
    D:\include\b.h
    e.h

[exit 0]
EXPECT
