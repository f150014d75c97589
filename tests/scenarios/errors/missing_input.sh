# SPDX-License-Identifier: Apache-2.0
# An input that nobody makes is named together with who needs it.
manifest <<'END'
rule cp
  command = cp $in $out
build mid: cp src
build out: cp mid
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: 'src', needed by 'mid', missing and no known rule to make it
[exit 1]
EXPECT
