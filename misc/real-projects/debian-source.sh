#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: debian-source.sh DIRECTORY PACKAGE...
#
# Unpacks each Debian or Ubuntu source package into DIRECTORY/PACKAGE, from the
# archive this machine is configured for.  Needs neither root nor a deb-src
# line: the configured binary archives are read as source archives in a private
# apt state, which is removed again.  What is there already is kept.
set -euo pipefail

die() {
  echo "debian-source.sh: $*" >&2
  exit 1
}

# The configuration of the machine's archives may hold private addresses.
without_addresses() { sed -E 's#[a-z+]+:/*[^ ]*/[^ ]*#<address>#g'; }

private_apt() {
  if ! apt-get -q -o Dir::Etc::SourceList="$state/sources.list" \
    -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists="$state/lists" \
    -o Dir::Cache="$state/cache" -o APT::Sandbox::User= \
    -o Acquire::Languages=none -o Acquire::Retries=3 "$@" \
    >"$state/log" 2>&1; then
    without_addresses <"$state/log" >&2
    die "apt-get $* failed"
  fi
}

# Only the release itself is asked: its own archive always has the sources.
prepare_apt() {
  local release
  # shellcheck source=/dev/null
  release=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  [ -n "$release" ] || die "/etc/os-release names no release"
  mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
  # shellcheck disable=SC2016  # apt expands these
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' \
    "Created-By: Packages" "Release: $release" |
    awk '$3 == "main" || $3 == "universe" { print "deb-src", $0 }' |
    sort -u >"$state/sources.list"
  [ -s "$state/sources.list" ] || die "No archive of $release is configured"
  private_apt update
}

unpack() {
  local package=$1 target=$2
  mkdir "$state/download"
  (cd "$state/download" && private_apt source --download-only \
    --only-source "$package")
  dpkg-source --no-check -x "$state"/download/*.dsc "$state/unpacked" \
    >"$state/log" 2>&1 || die "Unpacking $package failed: $(cat "$state/log")"
  mv "$state/unpacked" "$target"
  rm -r "$state/download"
}

[ $# -ge 2 ] || die "usage: debian-source.sh DIRECTORY PACKAGE..."
directory=$1
shift
mkdir -p "$directory"
directory=$(cd "$directory" && pwd)
# Beside the target, so that the last step of each package is a rename.
state=$(mktemp -d "$directory/.fetch.XXXXXX")
trap 'rm -rf "$state"' EXIT

for package in "$@"; do
  [ -d "$directory/$package" ] && continue
  [ -e "$state/sources.list" ] || prepare_apt
  unpack "$package" "$directory/$package"
  echo "fetched $package"
done
