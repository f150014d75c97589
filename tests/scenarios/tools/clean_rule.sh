# SPDX-License-Identifier: Apache-2.0
# -t clean -r RULE removes what the rule made.
manifest <<'END'
rule touch
  command = touch $out
rule make
  command = touch $out
build a: touch
build b: make a
build c: make b
END
quietly
run -t clean -r make
tree
run -t clean -r nothing
run -t clean -r

: <<'EXPECT'
$ ninja -t clean -r make
Cleaning... 2 files.
[exit 0]
a
build.ninja
$ ninja -t clean -r nothing
Cleaning... 0 files.
2> ninja: error: unknown rule 'nothing'
[exit 1]
$ ninja -t clean -r
2> ninja: error: expected a rule to clean
[exit 1]
EXPECT
