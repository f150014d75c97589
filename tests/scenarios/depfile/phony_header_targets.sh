# SPDX-License-Identifier: Apache-2.0
# Rules without inputs for each header, as of gcc -MP, are accepted.
old src a.h b.h
manifest <<'END'
rule cc
  command = printf 'out: src a.h b.h\n\na.h:\n\nb.h:\n' > $out.d && touch $out
  depfile = $out.d
  deps = gcc
build out: cc src
END
run
run -t deps
rm a.h
run

: <<'EXPECT'
$ ninja
[1/1] printf 'out: src a.h b.h\n\na.h:\n\nb.h:\n' > out.d && touch out
[exit 0]
$ ninja -t deps
out: #deps 3, deps mtime TIME (VALID)
    src
    a.h
    b.h

[exit 0]
$ ninja
[1/1] printf 'out: src a.h b.h\n\na.h:\n\nb.h:\n' > out.d && touch out
[exit 0]
EXPECT
