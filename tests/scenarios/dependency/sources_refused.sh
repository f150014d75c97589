# SPDX-License-Identifier: Apache-2.0
# What cannot be had, is not what was asked for, or would write elsewhere, is
# an error that says so, and leaves nothing half done.
# xb-only: ninja knows no dependencies
# needs: program curl
# normalise: [0-9a-f]{64} => SHA256
# normalise: -[0-9a-f]{32} => -HASH
# normalise: curl: \(\d+\) [^;]*; => curl: WHY;
# normalise: failed: (tar|patch): .* => failed: \1: WHY
store=$HOME/.cache/xb-store
mkdir deps
# bring NAME SOURCE [RECIPE]
bring() {
  echo "\$ $1"
  printf '{name="%s",%s%s}' "$1" "$2" "${3-,build=\"none\",includes=[\".\"]}" \
    >"$SCRATCH/recipe"
  status=0
  xb -t dependency -o "deps/$1" -r "deps/$1.ready" -d "deps/$1.d" \
    "$SCRATCH/recipe" 2>&1 || status=$?
  echo "[exit $status]"
}
archive() {
  sha256=$(sha256sum "$1" | cut -d' ' -f1)
}
mkdir lib-1 && echo 'int lib;' >lib-1/lib.h
tar -czf lib-1.tar.gz lib-1
archive lib-1.tar.gz
url="file://$PWD/lib-1.tar.gz"
wrong=$(echo wrong | sha256sum | cut -d' ' -f1)

bring wrong-hash "url=[\"$url\"],sha256=\"$wrong\""
# Port 1 is nobody's.
bring dead-mirrors \
  "url=[\"http://127.0.0.1:1/lib-1.tar.gz\",\"file:///none/x.gz\"],sha256=\"$sha256\""
XB_OFFLINE=1 bring offline "url=[\"$url\"],sha256=\"$sha256\""
echo "put there by hand, but another file:"
mkdir -p "$store/archives/$sha256"
echo other >"$store/archives/$sha256/lib-1.tar.gz"
XB_OFFLINE=1 bring offline "url=[\"$url\"],sha256=\"$sha256\""
cp lib-1.tar.gz "$store/archives/$sha256/"
XB_OFFLINE=1 bring offline "url=[\"$url\"],sha256=\"$sha256\""
rm -r "$store/archives/$sha256"
echo "behind a dead mirror, and half of it there:"
head -c 50 lib-1.tar.gz >"$store/archives/$sha256.part"
bring second-mirror \
  "url=[\"http://127.0.0.1:1/lib-1.tar.gz\",\"$url\"],sha256=\"$sha256\"" \
  ',build="none",includes=["./"]'
echo "the half of another file:"
rm -r "$store/archives/$sha256"
head -c 90 /bin/sh >"$store/archives/$sha256.part"
bring other-half "url=[\"$url\"],sha256=\"$sha256\""
XB_MIRRORS="file://$PWD" bring by-mirror \
  "url=[\"http://127.0.0.1:1/lib-1.tar.gz\"],sha256=\"$sha256\""

echo "archives that lead out:"
ln -s / lib-1/root
tar -czf lib-2.tar.gz lib-1
archive lib-2.tar.gz
bring link-out "url=[\"file://$PWD/lib-2.tar.gz\"],sha256=\"$sha256\""
rm lib-1/root
ln -s a lib-1/b
ln -s . lib-1/a
ln -s b/../.. lib-1/c
tar -czf lib-3.tar.gz lib-1
archive lib-3.tar.gz
bring links-out "url=[\"file://$PWD/lib-3.tar.gz\"],sha256=\"$sha256\""
rm lib-1/a lib-1/b lib-1/c
mkdir -p in/there && echo gone >escaped
(cd in/there && tar -Pczf ../../lib-4.tar.gz ../../escaped ../../lib-1/lib.h)
rm escaped
archive lib-4.tar.gz
bring names-out "url=[\"file://$PWD/lib-4.tar.gz\"],sha256=\"$sha256\""
find "$HOME" "$SCRATCH" . -name escaped | grep -v "^./deps/names-out"
head -c 100 lib-1.tar.gz >half.tar.gz
archive half.tar.gz
bring damaged "url=[\"file://$PWD/half.tar.gz\"],sha256=\"$sha256\"" |
  sed 's/failed: .*/failed: tar: WHY/; /^gzip\|^tar/d'

echo "recipes and outputs:"
bring nothing 'path="none"'
bring fails 'path="lib-1"' \
  ',build="commands",commands=["echo working","false","echo not reached"]'
bring forgets 'path="lib-1"' ',build="none",libs=["lib/lib.h"]'
bring elsewhere 'path="lib-1",libs=["lib/lib.h"]' \
  ',build="commands",commands=["mkdir -p $PREFIX/lib","cp lib.h $PREFIX/lib"]'
ls "$store/results"
bring patched 'path="lib-1",patches=["none.patch"]'
echo 'no patch' >bad.patch
bring patched 'path="lib-1",patches=["bad.patch"]'
bring both 'path="lib-1",url=["file:///x"]'
ls deps

: <<'EXPECT'
$ wrong-hash
xb: error: Cannot get `lib-1.tar.gz` for `wrong-hash`: `file://$DIR/lib-1.tar.gz`: has the sha256 SHA256, not SHA256; or put it at $ROOT/home/.cache/xb-store/archives/SHA256/lib-1.tar.gz
[exit 1]
$ dead-mirrors
xb: error: Cannot get `lib-1.tar.gz` for `dead-mirrors`: `http://127.0.0.1:1/lib-1.tar.gz`: curl: WHY; `file:///none/x.gz`: curl: WHY; or put it at $ROOT/home/.cache/xb-store/archives/SHA256/lib-1.tar.gz
[exit 1]
$ offline
xb: error: `offline` needs `lib-1.tar.gz`, which is not in the store, and xb is offline; put it at $ROOT/home/.cache/xb-store/archives/SHA256/lib-1.tar.gz
[exit 1]
put there by hand, but another file:
$ offline
xb: error: `$ROOT/home/.cache/xb-store/archives/SHA256/lib-1.tar.gz` has the sha256 SHA256, not SHA256
[exit 1]
$ offline
[exit 0]
behind a dead mirror, and half of it there:
$ second-mirror
[exit 0]
the half of another file:
$ other-half
[exit 0]
$ by-mirror
[exit 0]
archives that lead out:
$ link-out
xb: error: The sources of `link-out` are refused: the link `lib-1/root` leads out, to `/`
[exit 1]
$ links-out
xb: error: The sources of `links-out` are refused: the link `lib-1/c` leads out, to `b/../..`
[exit 1]
$ names-out
xb: error: Unpacking `$ROOT/home/.cache/xb-store/archives/SHA256/lib-4.tar.gz` failed: tar: WHY
[exit 1]
$ damaged
xb: error: Unpacking `$ROOT/home/.cache/xb-store/archives/SHA256/half.tar.gz` failed: tar: WHY
[exit 1]
recipes and outputs:
$ nothing
xb: error: The sources of `nothing` are missing: `none` is no directory
[exit 1]
$ fails
+ echo working
working
+ false
xb: error: Building `fails` failed with exit status 1; all it said is in $ROOT/home/.cache/xb-store/building/fails-HASH/log
[exit 1]
$ forgets
xb: error: `forgets` was built, but there is no `lib/lib.h` in $ROOT/home/.cache/xb-store/building/forgets-HASH/source; there is `lib.h`
[exit 1]
$ elsewhere
xb: error: `elsewhere` was built, but there is no `lib/lib.h` in $ROOT/home/.cache/xb-store/building/elsewhere-HASH/stage$ROOT/home/.cache/xb-store/results/elsewhere-HASH; it was installed to $PREFIX instead of $DESTDIR$PREFIX
[exit 1]
by-mirror-HASH
offline-HASH
other-half-HASH
second-mirror-HASH
$ patched
xb: error: The patch `none.patch` of `patched` is missing
[exit 1]
$ patched
xb: error: The patch `bad.patch` of `patched` failed: patch: WHY
[exit 1]
$ both
xb: error: `$ROOT/scratch/recipe` is not the recipe of a dependency
[exit 1]
by-mirror
by-mirror.d
by-mirror.ready
offline
offline.d
offline.ready
other-half
other-half.d
other-half.ready
second-mirror
second-mirror.d
second-mirror.ready
EXPECT
