#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: example_test.sh XB SOURCE_DIR
#
# Builds misc/examples/counter with GNU make, where there is one, with xb as
# make and with plain xb, and compares commands and files.
set -euo pipefail

xb=$1
source=$2
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
unset MAKEFLAGS MAKELEVEL XB_MAKE_STATUS XB_MAKE_RECIPES
# Appended to by the Makefile, and passed on to the makes below.
export CFLAGS='-DFROM_ENVIRONMENT -frandom-seed=1' LC_ALL=C SOURCE_DATE_EPOCH=1700000000

fail() {
  echo "example_test: $*" >&2
  exit 1
}

# Builds the example in $root/here by the command and keeps what it did in
# $root/$1.
build_as() {
  local name=$1
  shift
  rm -rf "$root/here"
  cp -r "$source/misc/examples/counter" "$root/here"
  mkdir "$root/$name"
  (
    cd "$root/here"
    "$@" -n >"$root/$name/dry-run"
    "$@" -j2 >"$root/$name/build" 2>&1
    [ "$(printf 'a b\n' | ./counter)" = $'words    2\nlines    1' ] ||
      fail "$name: the program does not count"
    "$@" >"$root/$name/no-op"
    touch src/report.c
    "$@" >"$root/$name/touched"
    find . -type f -not -path '*/.xb/*' -print0 | sort -z | xargs -0 sha256sum \
      >"$root/$name/files"
    "$@" clean NOTABLE=1 >"$root/$name/clean"
    "$@" DEBUG=2 MINIMAL=1 test >"$root/$name/debug"
    "$@" -q DEBUG=2 MINIMAL=1 >/dev/null || fail "$name: -q finds work"
    echo 1.3 >VERSION
    touch src/report.c
    "$@" DEBUG=2 MINIMAL=1 test >"$root/$name/version"
  ) || fail "$name: $(tail -n 20 "$root/$name"/*)"
}

mkdir "$root/bin"
gnu=$(command -v make || true)
ln -s "$xb" "$root/bin/make"
usual_path=$PATH
export PATH=$root/bin:$usual_path
build_as xb make
grep -q '^counter 1.3$' "$root/xb/version" ||
  fail "what \$(shell) writes while Makefiles are read is too late"
# The archives' makes find the pool of the make above.
if [ -n "$gnu" ]; then
  mkdir "$root/gnu-bin"
  ln -s "$gnu" "$root/gnu-bin/make"
  PATH=$root/gnu-bin:$usual_path build_as gnu make
  sort -o "$root/gnu/build" "$root/gnu/build"
  sort -o "$root/xb/build" "$root/xb/build"
  diff -r "$root/gnu" "$root/xb" || fail "GNU make (<) and xb (>) differ"
fi

rm -rf "$root/here"
cp -r "$source/misc/examples/counter" "$root/here"
"$xb" -C "$root/here" >"$root/status"
(cd "$root/here" && find . -type f -not -path '*/.xb/*' -print0 | sort -z | xargs -0 sha256sum) \
  >"$root/files"
diff "$root/files" "$root/xb/files" || fail "plain xb makes other files"
"$xb" -C "$root/here" test | grep -q '^words    3$' ||
  fail "plain xb does not show what a recipe prints"

# Its Makefiles know no headers; with --auto-deps they do.
with_headers() {
  "$xb" -C "$root/here" -j1 --auto-deps | grep -o '[a-z]*\.o$' | tr '\n' ' '
}
rm -rf "$root/here"
cp -r "$source/misc/examples/counter" "$root/here"
with_headers >/dev/null
[ -z "$(with_headers || true)" ] || fail "--auto-deps builds twice"
touch "$root/here/src/report.h"
[ "$(with_headers)" = 'counter.o report.o ' ] || fail "--auto-deps: report.h"
touch "$root/here/deps/table/table.h"
[ "$(with_headers)" = 'report.o ' ] || fail "--auto-deps: table.h"
echo "example_test: passed"
