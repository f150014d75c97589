# SPDX-License-Identifier: Apache-2.0
# What the manifest's generator needs is built before it.
# also-as: xb
# normalise: ^\[\d+/\d+\] => [N/N]
old source
manifest <<'END'
rule cp
  command = cp $in $out
rule regenerate
  command = touch build.ninja
  description = REGENERATE
  generator = 1
build input: cp source
build build.ninja: regenerate input
rule touch
  command = touch $out
build a: touch
END
old build.ninja
run a
run a

: <<'EXPECT'
$ ninja a
[1/2] cp source input
[2/2] REGENERATE
[1/3] touch a
[exit 0]
$ ninja a
ninja: no work to do.
[exit 0]
EXPECT
