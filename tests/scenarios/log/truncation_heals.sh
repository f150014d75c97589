# SPDX-License-Identifier: Apache-2.0
# After a truncated line the log can be appended to: one build repairs it.
# xb-only: ninja appends to the rest of the line and loses that entry as well
manifest <<'END'
rule touch
  command = touch $out
build a: touch
build b: touch a
END
quietly
truncate -s -12 .ninja_log
run
run

: <<'EXPECT'
$ ninja
[1/1] touch b
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
