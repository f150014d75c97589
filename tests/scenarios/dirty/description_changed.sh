# SPDX-License-Identifier: Apache-2.0
# A new description is no reason to run.
# also-as: xb
manifest <<'END'
rule say
  command = echo one > $out
  description = A
build out: say
END
run
sed -i 's/description = A/description = B/' build.ninja
run

: <<'EXPECT'
$ ninja
[1/1] A
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
