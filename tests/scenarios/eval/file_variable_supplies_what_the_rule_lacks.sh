# SPDX-License-Identifier: Apache-2.0
# A rule variable that neither edge nor rule has is taken from the file.
manifest <<'END'
rule say
  command = echo hello > $out
build out: say
  other = x
description = from the file
END
run

: <<'EXPECT'
$ ninja
[1/1] from the file
[exit 0]
EXPECT
