# SPDX-License-Identifier: Apache-2.0
# An input written during the build, after its reader started, is newer than
# what was made of it: the reader runs again.
# oracle: >=1.12
old src
manifest <<'END'
rule cp
  command = cp $in $out && sh late.sh && touch $out
build out: cp src
END
cat >late.sh <<'END'
[ -e done ] && exit
touch "$SCRATCH/now" done
while [ -z "$(find src -newer "$SCRATCH/now")" ]; do touch src; done
END
run -j1
run -j1
run -j1

: <<'EXPECT'
$ ninja -j1
[1/1] cp src out && sh late.sh && touch out
[exit 0]
$ ninja -j1
[1/1] cp src out && sh late.sh && touch out
[exit 0]
$ ninja -j1
ninja: no work to do.
[exit 0]
EXPECT
