# SPDX-License-Identifier: Apache-2.0
# Lines end in a backslash where the list goes on.
old src a b c
manifest <<'END'
rule cc
  command = printf '%s\n' 'out: src \' '  a \' ' b\' ' c' > $out.d && touch $out
  depfile = $out.d
build out: cc src
END
run
run
newer c
run

: <<'EXPECT'
$ ninja
[1/1] printf '%s\n' 'out: src \' '  a \' ' b\' ' c' > out.d && touch out
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
$ ninja
[1/1] printf '%s\n' 'out: src \' '  a \' ' b\' ' c' > out.d && touch out
[exit 0]
EXPECT
