# SPDX-License-Identifier: Apache-2.0
# As a client of a jobserver without free tokens one command runs at a time.
# xb-only: since 1.13
mkfifo "$SCRATCH/fifo"
exec 3<>"$SCRATCH/fifo"
export MAKEFLAGS=" -j8 --jobserver-auth=fifo:$SCRATCH/fifo"
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
