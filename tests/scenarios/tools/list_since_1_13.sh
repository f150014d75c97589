# SPDX-License-Identifier: Apache-2.0
# The tools that came with 1.13.
# xb-only: since 1.13
"$NINJA" -t list >"$SCRATCH/out"
for tool in compdb-targets multi-inputs; do
  grep -q "^ *$tool  " "$SCRATCH/out" || echo "$tool is missing"
done
echo checked

: <<'EXPECT'
checked
EXPECT
