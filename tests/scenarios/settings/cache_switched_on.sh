# SPDX-License-Identifier: Apache-2.0
# The project's file switches the cache on; a flag switches it off again.
# xb-only: ninja has no cache
# needs: program gcc
spy gcc
cat >xb.toml <<END
[cache]
enabled = true
dir = "$SCRATCH/cache"
END
manifest <<'END'
rule cc
  command = gcc -MD -MF $out.d -c $in -o $out
  depfile = $out.d
  deps = gcc
build a.o: cc a.c
END
old build.ninja
echo 'int a(void) { return 1; }' >a.c
settle
xb --quiet && runs
xb -t clean >"$SCRATCH/cleaned" && xb --quiet && runs
xb -t clean >"$SCRATCH/cleaned" && xb --quiet --no-cache && runs
xb -t clean >"$SCRATCH/cleaned" && XB_CACHE=0 xb --quiet && runs
exists a.o

: <<'EXPECT'
1 runs
0 runs
1 runs
1 runs
a.o: yes
EXPECT
