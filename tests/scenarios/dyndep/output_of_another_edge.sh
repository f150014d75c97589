# SPDX-License-Identifier: Apache-2.0
# A discovered output must not be made by another edge.
cat >dd <<'END'
ninja_dyndep_version = 1
build out | taken: dyndep
END
manifest <<'END'
rule touch
  command = touch $out
build out: touch || dd
  dyndep = dd
build taken: touch
END
run out

: <<'EXPECT'
$ ninja out
2> ninja: error: multiple rules generate taken
[exit 1]
EXPECT
