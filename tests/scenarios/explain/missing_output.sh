# SPDX-License-Identifier: Apache-2.0
# An output that is not there.
manifest <<'END'
rule touch
  command = touch $out
build a: touch
build b: touch a
END
run -d explain -j1

: <<'EXPECT'
$ ninja -d explain -j1
[1/2] touch a
[2/2] touch b
2> ninja explain: output a doesn't exist
2> ninja explain: a is dirty
[exit 0]
EXPECT
