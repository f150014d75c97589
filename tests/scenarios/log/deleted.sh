# SPDX-License-Identifier: Apache-2.0
# Without the log everything is made again.
manifest <<'END'
rule touch
  command = touch $out
build a: touch
build b: touch a
END
quietly
rm .ninja_log
run
run

: <<'EXPECT'
$ ninja
[1/2] touch a
[2/2] touch b
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
