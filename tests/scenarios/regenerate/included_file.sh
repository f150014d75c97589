# SPDX-License-Identifier: Apache-2.0
# Parts of the manifest can be outputs of the same generator.
# also-as: xb
# normalise: ^\[\d+/\d+\] => [N/N]
cat >generate.sh <<'END'
cat >part.ninja <<MANIFEST
rule say
  command = echo $(cat input) > out
build out: say
MANIFEST
cat >build.ninja <<MANIFEST
rule regenerate
  command = sh generate.sh
  description = REGENERATE
  generator = 1
build build.ninja part.ninja: regenerate input
include part.ninja
MANIFEST
END
echo one >input
old input
sh generate.sh
run out
edit input two
run out
show out
rm part.ninja
run out

: <<'EXPECT'
$ ninja out
[1/1] echo one > out
[exit 0]
$ ninja out
[1/1] REGENERATE
[1/2] echo two > out
[exit 0]
--- out
two
$ ninja out
2> ninja: error: build.ninja:6: loading 'part.ninja': No such file or directory
2> include part.ninja
2>                   ^ near here
[exit 1]
EXPECT
