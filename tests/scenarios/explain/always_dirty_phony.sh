# SPDX-License-Identifier: Apache-2.0
# A phony without inputs and without a file never runs, so its own reason is
# not told.
# before 1.13: ^(2> ninja explain: )always is dirty$ => \1output always of phony edge with no inputs doesn't exist\n\1always is dirty
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
2> ninja explain: always is dirty
[exit 0]
EXPECT
