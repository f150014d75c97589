# SPDX-License-Identifier: Apache-2.0
# A depfile may have CR LF line ends.
old src a b
manifest <<'END'
rule cc
  command = printf 'out: src \\\r\n a \\\r\n b\r\n' > $out.d && touch $out
  depfile = $out.d
build out: cc src
END
run
run
newer b
run

: <<'EXPECT'
$ ninja
[1/1] printf 'out: src \\\r\n a \\\r\n b\r\n' > out.d && touch out
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
$ ninja
[1/1] printf 'out: src \\\r\n a \\\r\n b\r\n' > out.d && touch out
[exit 0]
EXPECT
