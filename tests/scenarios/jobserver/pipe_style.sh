# SPDX-License-Identifier: Apache-2.0
# The older form of a jobserver, two file descriptors, works as well.
# xb-only: ninja knows fifos only
mkfifo "$SCRATCH/fifo"
exec 3<>"$SCRATCH/fifo" 4>"$SCRATCH/fifo"
export MAKEFLAGS=" -j8 --jobserver-auth=3,4"
awk 'BEGIN {
  print "rule alone\n  command = mkdir lock && touch $out && rmdir lock"
  for (i = 0; i < 20; i++) print "build out" i ": alone" }' | manifest
"$NINJA" >"$SCRATCH/out"
echo "[exit $?]"
tree | grep -c out

: <<'EXPECT'
[exit 0]
20
EXPECT
