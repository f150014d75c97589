#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: tidy.sh [--format-only] [--alone] [--build-dir DIR] [FILE...]
#
# Checks the form of the sources: clang-format on every file of ours, and
# clang-tidy on the given .cc files, or on all that DIR compiles of src/ and
# manifest/.  With --alone: only that those compile by themselves, a third of
# them, with each commit another one.
# DIR holds the compile_commands.json that clang-tidy reads (build).  In one
# with XB_UNITY all is looked at in a third of the time, but in groups: FILEs,
# and --alone, want one without.
set -euo pipefail

build=build format_only=false alone=false
files=()
cd "$(dirname "${BASH_SOURCE[0]}")/.."
while [ $# -gt 0 ]; do
  case $1 in
    --format-only) format_only=true ;;
    --alone) alone=true ;;
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

commands=$build/compile_commands.json
[ -e "$commands" ] || {
  echo "tidy.sh: no $commands; configure first" >&2
  exit 1
}
in_parallel() { xargs -P "$(getconf _NPROCESSORS_ONLN)" -n 1 "$@"; }

if [ "$alone" = true ]; then
  # Each command, without what it writes.
  sed -n '/^ *"command": ".*\/\(src\|manifest\)\/[^/]*\/[^/ ]*"/{
            s/^ *"command": "\(.*\) -o [^ ]* -c \(.*\)",$/\1 -fsyntax-only \2/
            s/\\\(.\)/\1/g
            p
          }' "$commands" |
    awk -v turn="$(git rev-list --count HEAD 2>/dev/null || echo 0)" \
      '(NR + turn) % 3 == 0' |
    (cd "$build" && in_parallel -d '\n' sh -c)
  exit
fi
if [ ${#files[@]} -eq 0 ]; then
  mapfile -t files < <(sed -n 's/^ *"file": "\(.*\)",\{0,1\}$/\1/p' "$commands" |
    grep -E '/(src|manifest)/[^"]*\.(cc|cxx)$' | grep -v /tests/)
fi
# A group includes its sources: that is not suspicious.
printf '%s\0' "${files[@]}" |
  in_parallel -0 clang-tidy --quiet --config-file=.clang-tidy -p "$build" \
    --checks=-bugprone-suspicious-include
