# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# needs: program g++
# A command that failed is run again.
echo 'int a = ;' >a.cc
cached_compilation
run >"$SCRATCH/text"
tail -1 "$SCRATCH/text"
run >"$SCRATCH/text"
grep -c "error:" "$SCRATCH/text"
runs
edit a.cc 'int a = 1;'
quietly
quietly -t clean
quietly
runs

: <<'EXPECT'
[exit 1]
1
2 runs
1 runs
EXPECT
