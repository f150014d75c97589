# SPDX-License-Identifier: Apache-2.0
# An output whose command is unknown.
manifest <<'END'
rule say
  command = echo one > $out
build a: say
END
quietly
rm .ninja_log
run -d explain

: <<'EXPECT'
$ ninja -d explain
[1/1] echo one > a
2> ninja explain: command line not found in log for a
[exit 0]
EXPECT
