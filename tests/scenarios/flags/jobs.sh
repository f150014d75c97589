# SPDX-License-Identifier: Apache-2.0
# -j takes a number, glued or apart; 0 is no limit.
manifest <<'END'
rule touch
  command = touch $out
build a: touch
END
for flags in -j2 '-j 3' -j0; do
  rm -f a
  run $flags
done
run -jx
run -j -1

: <<'EXPECT'
$ ninja -j2
[1/1] touch a
[exit 0]
$ ninja -j 3
[1/1] touch a
[exit 0]
$ ninja -j0
[1/1] touch a
[exit 0]
$ ninja -jx
2> ninja: fatal: invalid -j parameter
[exit 1]
$ ninja -j -1
2> ninja: fatal: invalid -j parameter
[exit 1]
EXPECT
