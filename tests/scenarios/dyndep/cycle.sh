# SPDX-License-Identifier: Apache-2.0
# Discovered inputs must not close a cycle.
cat >dd <<'END'
ninja_dyndep_version = 1
build a: dyndep | b
END
manifest <<'END'
rule touch
  command = touch $out
build a: touch || dd
  dyndep = dd
build b: touch a
END
run b

: <<'EXPECT'
$ ninja b
2> ninja: error: dependency cycle: b -> a -> b
[exit 1]
EXPECT
