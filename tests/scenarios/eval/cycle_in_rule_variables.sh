# SPDX-License-Identifier: Apache-2.0
# Rule variables that refer to each other in a ring are an error.
manifest <<'END'
rule say
  command = echo $description
  description = $command
build out: say
END
run

: <<'EXPECT'
$ ninja
2> ninja: fatal: cycle in rule variables: description -> command -> description
[exit 1]
EXPECT
