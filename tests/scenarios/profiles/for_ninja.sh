# SPDX-License-Identifier: Apache-2.0
# `-t ninja` writes what any ninja builds: the same commands, and nothing to do
# for who takes over.
# xb-only: ninja has no profiles
# needs: oracle
cat >build.xb <<'EOF'
xb_required_version = 1.0
profile dev
  word = debug
profile prod
  word = release build
default_profile dev
builddir = build/$profile
pool few
  depth = 2
rule say
  command = echo $word $extra $builddir $$HOME > $out && cat $in >> $out
  description = SAY $out
  pool = few
  cache = 0
build $builddir/a$ b: say in.txt
  extra = x $profile
build $builddir/c: say $builddir/a$ b | in.txt || in.txt
build all: phony $builddir/c
default all
EOF
echo in >in.txt
mkdir "$SCRATCH/installed"
ln -s "$ORACLE" "$SCRATCH/installed/ninja"
PATH=$SCRATCH/installed:$PATH
xb -p prod -t ninja
xb -p prod -t ninja >prod.ninja
xb -p dev -t ninja -o dev.ninja
for profile in dev prod; do
  xb -p $profile -t commands >"$SCRATCH/own"
  "$ORACLE" -f $profile.ninja -t commands | cmp - "$SCRATCH/own"
done
xb -p dev --quiet
oracle -f dev.ninja
oracle -f prod.ninja
xb -p prod
xb -p dev,prod
xb -p dev,prod -t ninja
xb -p dev,prod -t ninja -o both.ninja
oracle -f both.ninja -n -d explain

: <<'EXPECT'
builddir = build
builddir_ = build/prod
profile = prod
word = release build
xb_required_version = 1.0
pool few
  depth = 2

rule say
  command = echo ${word} ${extra} ${builddir_} $$HOME > ${out} && cat ${in} >> ${out}
  description = SAY ${out}
  pool = few
build build/prod/a$ b: say in.txt
  extra = x prod
build build/prod/c: say build/prod/a$ b | in.txt || in.txt
build all: phony build/prod/c
default all
$ oracle -f dev.ninja
ninja: no work to do.
[exit 0]
$ oracle -f prod.ninja
[1/2] SAY 'build/prod/a b'
[2/2] SAY build/prod/c
[exit 0]
xb: no work to do.
xb: no work to do.
xb: error: The manifest takes 3 files; with `-o FILE` they are FILE, FILE.1 and so on
$ oracle -f both.ninja -n -d explain
ninja: no work to do.
[exit 0]
EXPECT
