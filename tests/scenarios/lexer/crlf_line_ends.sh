# SPDX-License-Identifier: Apache-2.0
# Lines may end in CR LF; the CR is no part of any value.
printf 'rule say\r\n  command = echo hello > $out\r\nbuild out: say\r\n' |
  manifest
run -v
show out

: <<'EXPECT'
$ ninja -v
[1/1] echo hello > out
[exit 0]
--- out
hello
EXPECT
