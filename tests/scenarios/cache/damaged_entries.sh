# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# needs: program g++
# Whatever happens to the files of the cache, the results are right.
printf '#include "a.h"\nint f() { int unused; return N; }\n' >a.cc
echo '#define N 1' >a.h
cached_compilation
export XB_CACHE_KEY=
quietly
cp a.o "$SCRATCH/first.o"
runs
for damage in flip cut empty remove; do
  for kind in blobs actions; do
    for file in $(find "$SCRATCH/cache/v1/$kind" -type f); do
      case $damage in
        flip) printf X | dd of="$file" bs=1 seek=40 conv=notrunc 2>/dev/null ;;
        cut) truncate -s 100 "$file" ;;
        empty) : >"$file" ;;
        remove) rm "$file" ;;
      esac
    done
    quietly -t clean
    run >"$SCRATCH/text"
    grep -c 'unused variable' "$SCRATCH/text"
    cmp a.o "$SCRATCH/first.o" && runs
  done
done

: <<'EXPECT'
1 runs
1
1 runs
1
1 runs
1
1 runs
1
1 runs
1
1 runs
1
1 runs
1
1 runs
1
1 runs
EXPECT
