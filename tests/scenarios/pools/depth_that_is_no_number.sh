# SPDX-License-Identifier: Apache-2.0
# A depth that is no number counts as 0, which is no limit.
manifest <<'END'
pool p
  depth = many
rule touch
  command = touch $out
  pool = p
build a: touch
END
run

: <<'EXPECT'
$ ninja
[1/1] touch a
[exit 0]
EXPECT
