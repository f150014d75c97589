# SPDX-License-Identifier: Apache-2.0
# A command that is not the logged one.
manifest <<'END'
rule say
  command = echo one > $out
build a: say
END
quietly
sed -i 's/one/two/' build.ninja
run -d explain

: <<'EXPECT'
$ ninja -d explain
[1/1] echo two > a
2> ninja explain: command line changed for a
[exit 0]
EXPECT
