# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# needs: program g++
# What a command writes through a link that somebody put there is no result
# that could be brought back: the link says nothing of it.
echo 'int a;' >a.cc
cached_compilation
touch elsewhere
ln -s elsewhere a.o
quietly
runs
"$NINJA" -t why a.o | grep cache:
rm a.o elsewhere
quietly
runs
rm a.o
quietly
runs
[ -L a.o ] || echo 'a file'

: <<'EXPECT'
1 runs
  cache:      not kept: `a.o` is a link that was there before
1 runs
0 runs
a file
EXPECT
