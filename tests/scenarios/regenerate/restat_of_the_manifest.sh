# SPDX-License-Identifier: Apache-2.0
# A manifest that its generator leaves alone is not read again.
old input
manifest <<'END'
rule regenerate
  command = true
  description = REGENERATE
  generator = 1
  restat = 1
build build.ninja: regenerate input
rule touch
  command = touch $out
build a: touch
END
quietly a
newer input
run a
run a

: <<'EXPECT'
$ ninja a
[1/1] REGENERATE
ninja: no work to do.
[exit 0]
$ ninja a
ninja: no work to do.
[exit 0]
EXPECT
