# SPDX-License-Identifier: Apache-2.0
# A record counts as it is now, though the log is as long and as old as before.
{
  printf 'rule copy\n  command = cp a $out\n'
  i=100
  while [ $i -lt 200 ]; do
    echo "build out/with/a/name/so/long/that/the/log/is/long/$i: copy a"
    i=$((i + 1))
  done
} | manifest
old a
quietly
# What is to be remembered must be some ticks old.
for _ in 1 2 3 4; do
  settle
  quietly
done
cp -p .ninja_log kept
# The last digit of the hash of the first record.
at=$(($(head -n 2 .ninja_log | wc -c) - 2))
digit=$(head -c $((at + 1)) .ninja_log | tail -c 1)
[ "$digit" = 1 ] && digit=2 || digit=1
printf %s "$digit" | dd of=.ninja_log bs=1 seek=$at conv=notrunc 2>/dev/null
touch -r kept .ninja_log
"$NINJA" >"$SCRATCH/said"
sed 's/[0-9]*$//' "$SCRATCH/said"

: <<'EXPECT'
[1/1] cp a out/with/a/name/so/long/that/the/log/is/long/
EXPECT
