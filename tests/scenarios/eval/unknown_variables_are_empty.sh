# SPDX-License-Identifier: Apache-2.0
# A variable nobody has set is the empty string.
manifest <<'END'
rule say
  command = echo "[$nothing]" > $out
build out: say
END
run
show out

: <<'EXPECT'
$ ninja
[1/1] echo "[]" > out
[exit 0]
--- out
[]
EXPECT
