# SPDX-License-Identifier: Apache-2.0
# What the cache brings back is shown as it comes, and replayed from then on.
# xb-only: the cache is xb's
with_cache
export XB_CACHE=all
old src
manifest <<'END'
rule cc
  command = cp $in $out && echo "$in: warning: odd"
build out: cc src
END
settle
xb >"$SCRATCH/out"
rm -rf out .xb .ninja_log
settle
xb --replay-warnings
xb cache stats | grep '^hits\|^last'
xb --replay-warnings

: <<'EXPECT'
[1/1] cp src out && echo "src: warning: odd"
src: warning: odd
hits:        1 (50.0 %)
last build:  1 hits, 0 misses, 0 not cached
REPLAYED: out
src: warning: odd
xb: no work to do.
EXPECT
