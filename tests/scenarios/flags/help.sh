# SPDX-License-Identifier: Apache-2.0
# -h and --help print the usage with all flags, and end with 1.
"$NINJA" -h >"$SCRATCH/out" 2>"$SCRATCH/err"
echo "[exit $?]"
for flag in --version --verbose --quiet -C -f -j -k -l -n -d -t -w; do
  grep -q -e "^ *$flag" -e ", $flag" "$SCRATCH/err" || echo "$flag is missing"
done
grep '^usage' "$SCRATCH/err"
"$NINJA" --help >"$SCRATCH/out" 2>"$SCRATCH/err"
echo "[exit $?]"

: <<'EXPECT'
[exit 1]
usage: ninja [options] [targets...]
[exit 1]
EXPECT
