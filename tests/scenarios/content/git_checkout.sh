# SPDX-License-Identifier: Apache-2.0
# To another branch and back: all times are new, nothing runs.
# xb-only: content is xb's rule
# needs: program git
git() { command git -c user.name=a -c user.email=a@b "$@" >"$SCRATCH/git" 2>&1; }
mkdir src
for name in a b c; do echo "$name" >src/$name; done
printf '%s\n' .xb '.ninja_*' '*.o' out >.gitignore
manifest <<'END'
rule cat
  command = cat $in > $out
build a.o: cat src/a
build b.o: cat src/b
build c.o: cat src/c
build out: cat a.o b.o c.o
END
git init
git add -A
git commit -m first
settle
xb -j1 >"$SCRATCH/out"
git checkout -b other
echo other >src/b
git rm src/c
git commit -a -m second
git checkout -
settle
cat src/b src/c
xb
git checkout other -- src/b
settle
xb -j1

: <<'EXPECT'
b
c
xb: no work to do.
[1/2] cat src/b > b.o
[2/2] cat a.o b.o c.o > out
EXPECT
