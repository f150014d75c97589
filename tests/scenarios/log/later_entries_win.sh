# SPDX-License-Identifier: Apache-2.0
# Of several entries for an output the last one counts.
manifest <<'END'
rule say
  command = echo one > $out
build a: say
END
quietly
cp .ninja_log saved
sed -i 's/one/two/' build.ninja
quietly
run
tail -n 1 saved >>.ninja_log
run

: <<'EXPECT'
$ ninja
ninja: no work to do.
[exit 0]
$ ninja
[1/1] echo two > a
[exit 0]
EXPECT
