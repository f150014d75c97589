# SPDX-License-Identifier: Apache-2.0
# Tabs are refused between tokens only; in a value they are text.
printf 'rule say\n  command = echo "a\tb" > $out\nbuild out: say\n' | manifest
run
show out

: <<'EXPECT'
$ ninja
[1/1] echo "a	b" > out
[exit 0]
--- out
a	b
EXPECT
