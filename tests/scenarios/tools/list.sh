# SPDX-License-Identifier: Apache-2.0
# -t list names the tools.
"$NINJA" -t list >"$SCRATCH/out"
echo "[exit $?]"
head -n 1 "$SCRATCH/out"
for tool in browse clean cleandead commands compdb deps graph inputs \
  missingdeps query recompact restat rules targets; do
  grep -q "^ *$tool  " "$SCRATCH/out" || echo "$tool is missing"
done

: <<'EXPECT'
[exit 0]
ninja subtools:
EXPECT
