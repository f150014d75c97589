# SPDX-License-Identifier: Apache-2.0
# A variable that the command does not use is no reason to run.
# also-as: xb
manifest <<'END'
rule say
  command = echo one > $out
build out: say
  flavour = sweet
END
run
sed -i 's/sweet/sour/' build.ninja
run

: <<'EXPECT'
$ ninja
[1/1] echo one > out
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
