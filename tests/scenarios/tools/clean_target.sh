# SPDX-License-Identifier: Apache-2.0
# -t clean TARGET removes what the target is made of.
manifest <<'END'
rule touch
  command = touch $out
build a: touch
build b: touch a
build c: touch
END
quietly
run -t clean b
tree
run -t clean nowhere

: <<'EXPECT'
$ ninja -t clean b
Cleaning... 2 files.
[exit 0]
build.ninja
c
$ ninja -t clean nowhere
Cleaning... 0 files.
2> ninja: error: unknown target 'nowhere'
[exit 1]
EXPECT
