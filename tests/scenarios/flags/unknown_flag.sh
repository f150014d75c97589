# SPDX-License-Identifier: Apache-2.0
# An unknown flag prints the usage and ends with 1.
manifest <<'END'
build a: phony
END
"$NINJA" -Z >"$SCRATCH/out" 2>"$SCRATCH/err"
echo "[exit $?]"
grep -c '^usage: ninja \[options\] \[targets\.\.\.\]' "$SCRATCH/err"
wc -c <"$SCRATCH/out"

: <<'EXPECT'
[exit 1]
1
0
EXPECT
