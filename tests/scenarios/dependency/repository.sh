# SPDX-License-Identifier: Apache-2.0
# A commit of a repository is got once; patches are applied; a dependency that
# is built with another one finds it.
# xb-only: ninja knows no dependencies
# needs: program git
git_quietly() {
  git -c user.name=x -c user.email=x@x -c init.defaultBranch=main \
    -C "$SCRATCH/repo" "$@" >/dev/null 2>&1
}
mkdir -p "$SCRATCH/repo/include" deps
git_quietly init
echo '#define ONE 0' >"$SCRATCH/repo/include/one.h"
git_quietly add include
git_quietly commit -m one
commit=$(git -C "$SCRATCH/repo" rev-parse HEAD)
echo '#define ONE later' >"$SCRATCH/repo/include/one.h"
git_quietly commit -am later
cat >one.patch <<'END'
--- a/include/one.h
+++ b/include/one.h
@@ -1 +1,2 @@
-#define ONE 0
+#define ONE 1
+#define PATCHED 1
END
one="{name=\"one\",git=\"$SCRATCH/repo\",commit=\"$commit\",build=\"none\",
  patches=[\"one.patch\"],includes=[\"include\"]}"
two="{name=\"two\",path=\"two\",build=\"commands\",
  commands=[\"mkdir -p \$DESTDIR\$PREFIX/lib\",
  \"printf '#include <one.h>\\\\nint two = 1 + ONE;\\\\n' >two.c\",
  \"cc \$CPPFLAGS -c two.c -o \$DESTDIR\$PREFIX/lib/two.o\",
  \"echo \$MESSAGE >>\$HOME/builds\"],
  env={MESSAGE=\"two was built\"},libs=[\"lib/two.o\"],dependencies=[$one]}"
mkdir two && echo text >two/text
bring() {
  echo "$2" | tr -d '\n' >"$SCRATCH/recipe"
  status=0
  xb -t dependency -o "deps/$1" -r "deps/$1.ready" -d "deps/$1.d" \
    "$SCRATCH/recipe" 2>&1 || status=$?
  echo "[exit $status]"
}
bring one "$one"
show deps/one/include/one.h
bring two "$two"
cat "$HOME/builds"
echo "what it depends on:"
cat deps/two.d
echo "without the repository:"
rm -rf "$SCRATCH/repo"
bring two "$two"
rm -rf deps "$HOME"/.cache/xb-store/results
mkdir deps
XB_OFFLINE=1 bring two "$two"
wc -l <"$HOME/builds"
echo "another source:"
echo more >two/more
bring two "$two"
wc -l <"$HOME/builds"
echo 'int main(void) { extern int two; return two; }' >main.c
cc main.c deps/two/lib/two.o -o main
./main || echo "main says $?"
echo "a commit that is not there:"
bring other "{name=\"other\",git=\"$SCRATCH/none\",build=\"none\",
  commit=\"0123456789012345678901234567890123456789\"}" |
  sed 's/: fatal.*; or/: ...; or/; s|git/[0-9a-f]*|git/HASH|'

: <<'EXPECT'
[exit 0]
--- deps/one/include/one.h
#define ONE 1
#define PATCHED 1
[exit 0]
two was built
what it depends on:
deps/two.ready: \
  $DIR/two \
  two/text \
  one.patch
without the repository:
[exit 0]
[exit 0]
2
another source:
[exit 0]
3
main says 2
a commit that is not there:
xb: error: Cannot get the commit 0123456789012345678901234567890123456789 of `$ROOT/scratch/none` for `other`: ...; or put a bare clone at $ROOT/home/.cache/xb-store/git/HASH
[exit 1]
EXPECT
