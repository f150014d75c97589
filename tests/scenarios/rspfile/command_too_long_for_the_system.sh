# SPDX-License-Identifier: Apache-2.0
# A command longer than the system takes fails with an error that names it.
# xb-only: ninja aborts with a bare `posix_spawn: Argument list too long`
awk 'BEGIN {
  print "rule echo\n  command = echo $text > $out\n  description = ECHO $out"
  printf "build out/of/bounds: echo\n  text = "
  for (i = 0; i < 400000; i++) printf "0123456789"
  print "" }' | manifest
"$NINJA" >"$SCRATCH/out" 2>&1 || echo failed
grep -q 'out/of/bounds' "$SCRATCH/out" && echo named
grep -q 'Argument list too long' "$SCRATCH/out" && echo explained
exists out/of/bounds

: <<'EXPECT'
failed
named
explained
out/of/bounds: no
EXPECT
