# SPDX-License-Identifier: Apache-2.0
# A dyndep file is read anew when its content changed, its size and time or not.
# also-as: xb
manifest <<'END'
rule copy
  command = cp a $out
build o: copy a || dd
  dyndep = dd
END
old a g
edit dd 'ninja_dyndep_version = 1
build o: dyndep | g'
quietly
newer h
# What is to be remembered must be some ticks old.
for _ in 1 2 3 4; do
  settle
  quietly
done
cp -p dd kept
sed 's/g$/h/' kept >dd
touch -r kept dd
run

: <<'EXPECT'
$ ninja
[1/1] cp a o
[exit 0]
EXPECT
