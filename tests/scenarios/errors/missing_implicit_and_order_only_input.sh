# SPDX-License-Identifier: Apache-2.0
# Implicit and order-only inputs must exist as well.
manifest <<'END'
rule touch
  command = touch $out
build a: touch | implicit
build b: touch || order
END
run a
run b

: <<'EXPECT'
$ ninja a
2> ninja: error: 'implicit', needed by 'a', missing and no known rule to make it
[exit 1]
$ ninja b
2> ninja: error: 'order', needed by 'b', missing and no known rule to make it
[exit 1]
EXPECT
