#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: tidy.sh [--format-only] [--third] [--build-dir DIR] [FILE...]
#
# Checks the form of the sources: clang-format on every file of ours, and
# clang-tidy on the given .cc files, or on all of src/ and manifest/; with
# --third on a third of those, with each commit another one.
# DIR holds the compile_commands.json that clang-tidy reads (build).
set -euo pipefail

build=build format_only=false third=false
files=()
cd "$(dirname "${BASH_SOURCE[0]}")/.."
while [ $# -gt 0 ]; do
  case $1 in
    --format-only) format_only=true ;;
    --third) third=true ;;
    --build-dir)
      build=$2
      shift
      ;;
    *) files+=("$1") ;;
  esac
  shift
done

find src manifest tests \( -name '*.cc' -o -name '*.h' \) -print0 |
  xargs -0 clang-format --dry-run -Werror
[ "$format_only" = false ] || exit 0

if [ ${#files[@]} -eq 0 ]; then
  mapfile -t files < <(find src manifest -name '*.cc' | sort)
fi
if [ "$third" = true ]; then
  turn=$(git rev-list --count HEAD 2>/dev/null || echo 0)
  chosen=()
  for i in "${!files[@]}"; do
    [ $(((i + turn) % 3)) -ne 0 ] || chosen+=("${files[i]}")
  done
  files=("${chosen[@]}")
fi
[ -e "$build/compile_commands.json" ] || {
  echo "tidy.sh: no $build/compile_commands.json; configure first" >&2
  exit 1
}
printf '%s\0' "${files[@]}" |
  xargs -0 -P "$(getconf _NPROCESSORS_ONLN)" -n 4 \
    clang-tidy --quiet -p "$build"
