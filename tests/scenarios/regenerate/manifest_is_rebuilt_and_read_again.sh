# SPDX-License-Identifier: Apache-2.0
# A manifest that is an output of its own is made first and read again.
# also-as: xb
# normalise: ^\[\d+/\d+\] => [N/N]
cat >generate.sh <<'END'
cat >build.ninja <<MANIFEST
rule regenerate
  command = sh generate.sh
  description = REGENERATE
  generator = 1
build build.ninja: regenerate input
rule say
  command = echo $(cat input) > out
build out: say
MANIFEST
END
echo one >input
old input
sh generate.sh
run out
run out
edit input two
run out
show out
run out

: <<'EXPECT'
$ ninja out
[1/1] echo one > out
[exit 0]
$ ninja out
ninja: no work to do.
[exit 0]
$ ninja out
[1/1] REGENERATE
[1/2] echo two > out
[exit 0]
--- out
two
$ ninja out
ninja: no work to do.
[exit 0]
EXPECT
