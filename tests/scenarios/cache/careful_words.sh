# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# needs: program g++
# What is asked of the cache in other words than it knows changes nothing, nor
# does one who may only read it.
echo 'int a;' >a.cc
cached_compilation
quietly
for words in 'clear --help' 'clear all' 'gc all' 'verify all' 'du all'; do
  "$NINJA" -t cache $words >"$SCRATCH/out" 2>&1 || echo "$words: $?"
done
"$NINJA" -t cache export all >"$SCRATCH/out"
for words in clear gc 'import all'; do
  XB_CACHE_WRITE=0 "$NINJA" -t cache $words >"$SCRATCH/out" 2>&1 ||
    echo "$words: $?"
done
mkfifo pipe
"$NINJA" -t cache export pipe >"$SCRATCH/out" 2>&1 || echo "export: $?"
quietly -t clean
quietly
runs

: <<'EXPECT'
clear --help: 1
clear all: 1
gc all: 1
verify all: 1
du all: 1
clear: 1
gc: 1
import all: 1
export: 1
1 runs
EXPECT
