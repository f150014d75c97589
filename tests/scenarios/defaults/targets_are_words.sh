# SPDX-License-Identifier: Apache-2.0
# What is known of two targets says nothing of one whose name is both.
manifest <<'END'
rule touch
  command = touch $out
build o/x: touch
build o/v: touch
END
quietly o/x o/v
quietly o/x o/v
quietly o/x o/v
"$NINJA" "$(printf 'o/x\no/v')" >"$SCRATCH/out" 2>&1 || echo "unknown: $?"

: <<'EXPECT'
unknown: 1
EXPECT
