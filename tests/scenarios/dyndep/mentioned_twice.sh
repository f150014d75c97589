# SPDX-License-Identifier: Apache-2.0
# An edge is mentioned once.
cat >dd <<'END'
ninja_dyndep_version = 1
build out: dyndep
build out: dyndep
END
manifest <<'END'
rule touch
  command = touch $out
build out: touch || dd
  dyndep = dd
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: dd:3: multiple statements for 'out'
2> build out: dyndep
2>          ^ near here
[exit 1]
EXPECT
