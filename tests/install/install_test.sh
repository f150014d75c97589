#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: install_test.sh CMAKE BUILD_DIR
#
# Installs the build below a temporary DESTDIR, component by component as
# `bootstrap.sh install` does, and looks at what is there.
set -euo pipefail

cmake=$1
build=$2
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

fail() {
  echo "install_test: $*" >&2
  find "$root" >&2
  exit 1
}

install_component() {
  DESTDIR=$root "$cmake" --install "$build" --prefix /opt/xb --component "$1" \
    >"$root/log" 2>&1 || fail "installing $1 failed: $(cat "$root/log")"
}

has() { [ -e "$root/opt/xb/$1" ] || fail "$1 was not installed"; }
has_not() { [ ! -e "$root/opt/xb/$1" ] || fail "$1 was installed unasked"; }

install_component xb
has bin/xb
has share/man/man1/xb.1
has share/bash-completion/completions/xb
has share/zsh/site-functions/_xb
has share/fish/vendor_completions.d/xb.fish
has share/doc/xb/LICENSE
has_not bin/ninja
has_not bin/make

install_component as-ninja
has bin/ninja
has_not bin/make
install_component as-make
has bin/make

# The links must survive a move of the whole tree, so they are relative.
for name in ninja make; do
  [ "$(readlink "$root/opt/xb/bin/$name")" = xb ] ||
    fail "bin/$name is not a link to xb beside it"
done

version=$("$root/opt/xb/bin/ninja" --version)
[ "$version" = 1.13.0 ] || fail "ninja --version said \`$version\`"
"$root/opt/xb/bin/make" --version | grep -q '^GNU Make 4' ||
  fail "make --version is not that of a GNU Make"

if [ "$(uname)" = Linux ] && command -v readelf >/dev/null; then
  # Sanitizers bring libraries of their own; what xb itself needs is short.
  foreign=$(readelf -d "$root/opt/xb/bin/xb" | sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p' |
    grep -Ev '^(libc|libm|libstdc\+\+|libgcc_s|ld-linux.*|libpthread|libdl|librt|libasan|libubsan|libtsan|libresolv)\.so' || true)
  [ -z "$foreign" ] || fail "xb needs the shared libraries $foreign"
fi
echo "install_test: passed"
