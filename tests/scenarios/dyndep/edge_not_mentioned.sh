# SPDX-License-Identifier: Apache-2.0
# Every edge that names a dyndep file must be mentioned in it.
echo 'ninja_dyndep_version = 1' >dd
manifest <<'END'
rule touch
  command = touch $out
build out: touch || dd
  dyndep = dd
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: 'out' not mentioned in its dyndep file 'dd'
[exit 1]
EXPECT
