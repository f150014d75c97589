# SPDX-License-Identifier: Apache-2.0
# A command that differs from the logged one runs again.
# also-as: xb
manifest <<'END'
rule say
  command = echo one > $out
build out: say
END
run
sed -i 's/one/two/' build.ninja
run
show out
run

: <<'EXPECT'
$ ninja
[1/1] echo one > out
[exit 0]
$ ninja
[1/1] echo two > out
[exit 0]
--- out
two
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
