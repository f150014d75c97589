# SPDX-License-Identifier: Apache-2.0
# -d stats prints a table of measurements at the end.
manifest <<'END'
rule touch
  command = touch $out
build a: touch
END
"$NINJA" -d stats >"$SCRATCH/out"
echo "[exit $?]"
grep -o '^metric  *.count' "$SCRATCH/out" | tr -s ' \t' ' '
exists a

: <<'EXPECT'
[exit 0]
metric count
a: yes
EXPECT
