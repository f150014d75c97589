# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# needs: program g++
# The time of day may come in by the command, a file by the assembler.
echo 'const char* built = STAMP;' >a.cc
cached_compilation
sed -i 's/-Wall/-Wall -DSTAMP=__TIME__/' build.ninja
quietly
quietly -t clean
quietly
runs
sed -i 's/-DSTAMP=__TIME__//' build.ninja
echo 'asm(".include \"value.s\"");' >a.cc
echo '.set value, 1' >value.s
quietly
quietly -t clean
quietly
runs

: <<'EXPECT'
2 runs
2 runs
EXPECT
