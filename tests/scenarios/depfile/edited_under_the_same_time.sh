# SPDX-License-Identifier: Apache-2.0
# A depfile is read anew when its content changed, its size and time or not.
# also-as: xb
manifest <<'END'
rule copy
  command = cp $in $out && echo "$out: a" >$out.d
  depfile = $out.d
build o: copy a
END
old a
quietly
newer h
# What is to be remembered must be some ticks old.
for _ in 1 2 3 4; do
  settle
  quietly
done
cp -p o.d kept
echo 'o: h' >o.d
touch -r kept o.d
run

: <<'EXPECT'
$ ninja
[1/1] cp a o && echo "o: a" >o.d
[exit 0]
EXPECT
