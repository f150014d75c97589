# SPDX-License-Identifier: Apache-2.0
# A description is printed in place of the command, unless -v is given.
manifest <<'END'
rule say
  command = echo hello > $out
  description = SAY $out
build out: say
END
run
rm out
run -v

: <<'EXPECT'
$ ninja
[1/1] SAY out
[exit 0]
$ ninja -v
[1/1] echo hello > out
[exit 0]
EXPECT
