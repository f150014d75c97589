# SPDX-License-Identifier: Apache-2.0
# Indentation is made of spaces; a tab gets an error that says so.
printf 'rule say\n\tcommand = echo hello > $out\nbuild out: say\n' | manifest
run
printf 'rule say\n  command = echo hello > $out\n\tdescription = x\n' | manifest
run
printf 'build out:\tphony\n' | manifest
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:2: expected 'command =' line
[exit 1]
$ ninja
2> ninja: error: build.ninja:3: tabs are not allowed, use spaces
[exit 1]
$ ninja
2> ninja: error: build.ninja:1: expected build command name
2> build out:	phony
2>           ^ near here
[exit 1]
EXPECT
