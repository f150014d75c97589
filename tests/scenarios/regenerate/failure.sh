# SPDX-License-Identifier: Apache-2.0
# When the generator fails the build stops.
old input
manifest <<'END'
rule regenerate
  command = echo broken; exit 3
  description = REGENERATE
  generator = 1
build build.ninja: regenerate input
rule touch
  command = touch $out
build a: touch
END
newer input
run a
tree

: <<'EXPECT'
$ ninja a
[1/1] REGENERATE
FAILED: [code=3] build.ninja\s
echo broken; exit 3
broken
2> ninja: error: rebuilding 'build.ninja': subcommand failed
[exit 1]
build.ninja
input
EXPECT
