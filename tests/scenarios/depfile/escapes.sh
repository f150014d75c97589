# SPDX-License-Identifier: Apache-2.0
# `\ ` is a space, `\#` a hash, `$$` a dollar; other backslashes are text.
old src 'a b' 'c#d' 'e$f' 'g\h' 'i[j]'
cat >depfile.txt <<'END'
out: src a\ b c\#d e$$f g\h i[j]
END
manifest <<'END'
rule cc
  command = cp depfile.txt $out.d && touch $out
  depfile = $out.d
  deps = gcc
build out: cc src
END
run
run
run -t deps
for file in 'a b' 'c#d' 'e$f' 'g\h' 'i[j]'; do
  newer "$file"
  run
done
run

: <<'EXPECT'
$ ninja
[1/1] cp depfile.txt out.d && touch out
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
$ ninja -t deps
out: #deps 6, deps mtime TIME (VALID)
    src
    a b
    c#d
    e$f
    g\h
    i[j]

[exit 0]
$ ninja
[1/1] cp depfile.txt out.d && touch out
[exit 0]
$ ninja
[1/1] cp depfile.txt out.d && touch out
[exit 0]
$ ninja
[1/1] cp depfile.txt out.d && touch out
[exit 0]
$ ninja
[1/1] cp depfile.txt out.d && touch out
[exit 0]
$ ninja
[1/1] cp depfile.txt out.d && touch out
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
