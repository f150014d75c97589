# SPDX-License-Identifier: Apache-2.0
# A dyndep file must not mention edges that do not name it.
cat >dd <<'END'
ninja_dyndep_version = 1
build out: dyndep
build other: dyndep
END
manifest <<'END'
rule touch
  command = touch $out
build out: touch || dd
  dyndep = dd
build other: touch
END
run out

: <<'EXPECT'
$ ninja out
2> ninja: error: dyndep file 'dd' mentions output 'other' whose build statement does not have a dyndep binding for the file
[exit 1]
EXPECT
