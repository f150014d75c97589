# SPDX-License-Identifier: Apache-2.0
# -v and --verbose print whole commands.
manifest <<'END'
rule say
  command = echo hello > $out
  description = SAY
build a: say
build b: say
END
run -v a
run --verbose b

: <<'EXPECT'
$ ninja -v a
[1/1] echo hello > a
[exit 0]
$ ninja --verbose b
[1/1] echo hello > b
[exit 0]
EXPECT
