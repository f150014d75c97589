# SPDX-License-Identifier: Apache-2.0
# Outputs of commands that run at once are not mixed.
mkfifo one two
manifest <<'END'
rule first
  command = echo 1a; echo > one; read x < two; echo 1b; touch $out
  description = FIRST
rule second
  command = read x < one; echo 2a; echo > two; echo 2b; touch $out
  description = SECOND
build a: first
build b: second
END
"$NINJA" -j2 >"$SCRATCH/out"
grep -A 1 -h '^1a' "$SCRATCH/out"
grep -A 1 -h '^2a' "$SCRATCH/out"

: <<'EXPECT'
1a
1b
2a
2b
EXPECT
