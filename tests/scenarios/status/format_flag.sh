# SPDX-License-Identifier: Apache-2.0
# --status is a format with named variables; it goes before NINJA_STATUS.
# xb-only: since 1.14
manifest <<'END'
rule touch
  command = touch $out
build a: touch
build b: touch a
END
export NINJA_STATUS='%f '
run --status '<$finished of ${total}> $description $$'

: <<'EXPECT'
$ ninja --status <$finished of ${total}> $description $$
<1 of 2> touch a $
<2 of 2> touch b $
[exit 0]
EXPECT
