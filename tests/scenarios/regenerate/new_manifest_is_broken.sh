# SPDX-License-Identifier: Apache-2.0
# An error in the new manifest is an error as usual.
old input
manifest <<'END'
rule regenerate
  command = echo nonsense > build.ninja
  description = REGENERATE
  generator = 1
build build.ninja: regenerate input
END
newer input
run

: <<'EXPECT'
$ ninja
[1/1] REGENERATE
2> ninja: error: build.ninja:1: expected '=', got newline
2> nonsense
2>         ^ near here
[exit 1]
EXPECT
