# SPDX-License-Identifier: Apache-2.0
# The dyndep file must be among the inputs of its edge.
manifest <<'END'
rule touch
  command = touch $out
build out: touch
  dyndep = dd
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:5: dyndep 'dd' is not an input
[exit 1]
EXPECT
