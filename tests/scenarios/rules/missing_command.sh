# SPDX-License-Identifier: Apache-2.0
# A rule needs a command.
manifest <<'END'
rule say
  description = nothing
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:3: expected 'command =' line
[exit 1]
EXPECT
