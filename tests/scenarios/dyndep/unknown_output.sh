# SPDX-License-Identifier: Apache-2.0
# A dyndep file may mention only outputs that the manifest knows.
cat >dd <<'END'
ninja_dyndep_version = 1
build stranger: dyndep
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
2> ninja: error: dd:2: no build statement exists for 'stranger'
2> build stranger: dyndep
2>               ^ near here
[exit 1]
EXPECT
