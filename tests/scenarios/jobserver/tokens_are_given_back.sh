# SPDX-License-Identifier: Apache-2.0
# All tokens taken from a jobserver are returned, also after a failure.
# xb-only: since 1.13
mkfifo "$SCRATCH/fifo"
exec 3<>"$SCRATCH/fifo"
export MAKEFLAGS=" -j4 --jobserver-auth=fifo:$SCRATCH/fifo"
awk 'BEGIN {
  print "rule work\n  command = test $out != out7 && touch $out"
  for (i = 0; i < 20; i++) print "build out" i ": work" }' | manifest
printf '+++' >&3
"$NINJA" >"$SCRATCH/out"
echo "[exit $?]"
dd if="$SCRATCH/fifo" iflag=nonblock bs=9 count=1 2>/dev/null
echo

: <<'EXPECT'
[exit 1]
+++
EXPECT
