# SPDX-License-Identifier: Apache-2.0
# Extra spaces between tokens are skipped, trailing ones are part of a value.
printf '%s\n' 'rule    say  ' '  command    =    echo "[$x]" > $out' \
  'x   =   padded  ' 'build   out  :   say   ' | manifest
run
show out

: <<'EXPECT'
$ ninja
[1/1] echo "[padded  ]" > out
[exit 0]
--- out
[padded  ]
EXPECT
