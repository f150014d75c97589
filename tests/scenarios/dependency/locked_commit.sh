# SPDX-License-Identifier: Apache-2.0
# A branch or tag of a repository is locked to the commit that it is: what is
# built changes only when `xb lock` looks again.
# xb-only: ninja knows no dependencies
# needs: program git
# needs: program cc
repo=$SCRATCH/repo
in_repo() {
  git -c user.name=x -c user.email=x@x -c init.defaultBranch=main \
    -C "$repo" "$@" >"$SCRATCH/git" 2>&1 || cat "$SCRATCH/git"
}
# commits NUMBER: what the header says from here on.
commits() {
  echo "#define NUMBER $1" >"$repo/number.h"
  in_repo add number.h
  in_repo commit -m "$1"
}
mkdir "$repo"
in_repo init
commits 1
in_repo tag -a -m one v1
commits 2
cat >main.c <<'EOF'
#include <number.h>
int main(void) { return NUMBER; }
EOF
# project REF
project() {
  cat >xb.toml <<EOF
[dependency.number]
git = "file://$repo"
$1
includes = ["."]
[target.app]
sources = ["main.c"]
deps = ["number"]
EOF
}
try() {
  echo "\$ xb${*:+ }$*"
  status=0
  xb "$@" >"$SCRATCH/out" 2>&1 || status=$?
  sed 's/^\[.*\] //; s/ [0-9a-f]\{40\}$/ COMMIT/; s/ [0-9a-f]\{12\},/ COMMIT,/' \
    "$SCRATCH/out" | grep -v '^CC\|^LINK'
  echo "[exit $status]"
}
# Which commit of the history xb.lock names: 1 is the first.
locked() {
  hash=$(sed -n 's/^hash = "\(.*\)"/\1/p' xb.lock)
  echo "locked: $(git -C "$repo" rev-list --count "$hash")"
}
project 'ref = "main"'
try
exists build.xb xb.lock
try lock
locked
try
build/dev/app || echo "it says $?"
commits 3
echo "the branch has moved:"
try
build/dev/app || echo "it says $?"
try lock
locked
try
build/dev/app || echo "it says $?"
echo "an annotated tag:"
project 'ref = "refs/tags/v1"'
try
try lock
locked
try
build/dev/app || echo "it says $?"
echo "a commit that is written down is another than the locked one:"
project "ref = \"refs/tags/v1\"
commit = \"$(git -C "$repo" rev-parse main)\""
try
try lock
try
build/dev/app || echo "it says $?"
echo "got, then built without the repository:"
rm -rf build "$HOME/.cache/xb-store"
try deps fetch
mv "$repo" "$repo.away"
export XB_OFFLINE=1
try
build/dev/app || echo "it says $?"
mv "$repo.away" "$repo"
echo "what cannot be asked:"
unset XB_OFFLINE
project 'ref = "mian"'
try lock
locked
rm -r "$repo"
try lock | sed 's/: fatal.*/: .../'
rm xb.lock
XB_OFFLINE=1 try lock
exists xb.lock

: <<'EXPECT'
$ xb
xb: error: xb.toml:1:13: `dependency.number` has no `commit`; `xb lock` finds it out and keeps it in xb.lock
[dependency.number]
            ^
[exit 1]
build.xb: no
xb.lock: no
$ xb lock
number  COMMIT
[exit 0]
locked: 2
$ xb
DEP build/dev/deps/number
[exit 0]
it says 2
the branch has moved:
$ xb
xb: no work to do.
[exit 0]
it says 2
$ xb lock
number  COMMIT
[exit 0]
locked: 3
$ xb
DEP build/dev/deps/number
[exit 0]
it says 3
an annotated tag:
$ xb
xb: error: xb.toml:1:13: `dependency.number` has no `commit`; `xb lock` finds it out and keeps it in xb.lock
[dependency.number]
            ^
[exit 1]
$ xb lock
number  COMMIT
[exit 0]
locked: 1
$ xb
DEP build/dev/deps/number
[exit 0]
it says 1
a commit that is written down is another than the locked one:
$ xb
xb: error: xb.toml:1:13: `dependency.number` has another hash in xb.lock; `xb lock` writes it anew
[dependency.number]
            ^
[exit 1]
$ xb lock
number  COMMIT
[exit 0]
$ xb
DEP build/dev/deps/number
[exit 0]
it says 3
got, then built without the repository:
$ xb deps fetch
number  file://$ROOT/scratch/repo COMMIT, in the store
[exit 0]
$ xb
DEP build/dev/deps/number
[exit 0]
it says 3
what cannot be asked:
$ xb lock
xb: error: `file://$ROOT/scratch/repo` has no `mian`
[exit 1]
locked: 3
$ xb lock
xb: error: Cannot ask `file://$ROOT/scratch/repo`: ...
[exit 1]
$ xb lock
xb: error: The commit of `mian` of `file://$ROOT/scratch/repo` is not known, and xb is offline
[exit 1]
xb.lock: no
EXPECT
