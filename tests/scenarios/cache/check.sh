# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# needs: program g++
# With --cache-check what could be brought back runs, and differences are told.
echo 1 >in
manifest <<'END'
rule stamp
  command = date +%N > $out
rule copy
  command = cp $in $out
build a: stamp in
build b: copy in
END
with_cache
export XB_CACHE=all
quietly
rm a b
xb=$(dirname "$NINJA")/xb
"$xb" --cache-check --quiet 2>&1

: <<'EXPECT'
xb: warning: cache check: `a`: the output `a` differs
EXPECT
