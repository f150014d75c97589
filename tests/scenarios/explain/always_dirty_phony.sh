# SPDX-License-Identifier: Apache-2.0
# A phony without inputs and without a file.
manifest <<'END'
rule touch
  command = touch $out
build always: phony
build a: touch always
END
quietly
run -d explain

: <<'EXPECT'
$ ninja -d explain
[1/1] touch a
2> ninja explain: output always of phony edge with no inputs doesn't exist
2> ninja explain: always is dirty
[exit 0]
EXPECT
