# SPDX-License-Identifier: Apache-2.0
# A continuation may also end in CR LF.
printf 'rule say\r\n  command = echo one $\r\n    two > $out\r\nbuild out: say\r\n' |
  manifest
run -v
show out

: <<'EXPECT'
$ ninja -v
[1/1] echo one two > out
[exit 0]
--- out
one two
EXPECT
