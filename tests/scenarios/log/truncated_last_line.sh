# SPDX-License-Identifier: Apache-2.0
# A log that ends within a line loses that line and nothing else.
manifest <<'END'
rule touch
  command = touch $out
build a: touch
build b: touch a
build c: touch b
END
quietly
truncate -s -12 .ninja_log
run

: <<'EXPECT'
$ ninja
[1/1] touch c
[exit 0]
EXPECT
