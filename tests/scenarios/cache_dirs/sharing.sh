# SPDX-License-Identifier: Apache-2.0
# A directory that a step keeps is made as it was asked for; steps that lock it
# queue, private ones have copies, and what is in it is nobody's input.
# xb-only: ninja knows no such directories
manifest <<'END'
xb_required_version = 1.0
rule locked
  command = xb -t step --cache-dir=lists:locked:750::LISTS: -- 'sh locked.sh && touch $out'
rule private
  command = xb -t step --cache-dir=seed:private:0::SEED:seed -- 'sh private.sh $out'
build locked1: locked
build locked2: locked
build private1: private
build private2: private
END
cat >locked.sh <<'END'
mkdir "$LISTS/in-use" || exit 1
echo line >>"$LISTS/lines"
rmdir "$LISTS/in-use"
END
# Each waits until both are there.
cat >private.sh <<'END'
cat "$SEED/content" >"$1.is"
echo "$1" >"$SEED/mine"
touch "$1.waits"
while [ ! -e private1.waits ] || [ ! -e private2.waits ]; do :; done
cat "$SEED/mine" >>"$1.is"
touch "$1"
END
mkdir seed && echo seeded >seed/content
run_sorted -j4
store=$HOME/.cache/xb-store
stat -c '%a' "$store/cache-dirs/lists"
wc -l <"$store/cache-dirs/lists/lines"
show private1.is private2.is
ls seed seed.private
echo more >>"$store/cache-dirs/lists/lines"
echo more >>seed/content
run

: <<'EXPECT'
$ ninja -j4
xb -t step --cache-dir=lists:locked:750::LISTS: -- 'sh locked.sh && touch locked1'
xb -t step --cache-dir=lists:locked:750::LISTS: -- 'sh locked.sh && touch locked2'
xb -t step --cache-dir=seed:private:0::SEED:seed -- 'sh private.sh private1'
xb -t step --cache-dir=seed:private:0::SEED:seed -- 'sh private.sh private2'
[exit 0]
750
2
--- private1.is
seeded
private1
--- private2.is
seeded
private2
seed:
content

seed.private:
0
1
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
