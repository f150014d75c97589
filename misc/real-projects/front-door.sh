#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Builds real projects of CMake and Meson by nothing but `xb`, `xb -p prod` and
# `xb -p test`: whether the profile is what it says, what a second build and an
# edit run, and what is installed.  `real-projects.sh --front-door` starts it.
set -euo pipefail

usage() {
  cat <<'END'
usage: real-projects.sh --front-door [option...] [fmtlib] [dav1d]

  --xb PATH         the xb to try (build/xb)
  --ninja PATH      the real ninja that knows what an edit needs (ninja)
  --fetch-dir DIR   where unpacked sources are kept (build/real-projects/src)
  --work-dir DIR    where the builds go (build/real-projects/work)
  --fetch-only      get the sources and stop
END
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here

die() {
  printf 'real-projects.sh --front-door: %s\n' "$*" >&2
  exit 1
}

say() { printf '== %s\n' "$*"; }

# Sets what the steps need to know of the project $1:
#   first      what is said to xb the first time besides the profile
#   changed    a source file whose change rebuilds a few edges
#   program    what can be run, below the build directory
#   installed  some of the files that are installed
#   always     a pattern of the commands that every build runs
#   flags      words that compilations have, by profile
describe() {
  first=() always='^$'
  case $1 in
    fmtlib)
      changed=src/os.cc program=bin/core-test
      installed='libfmt\.a fmt/format\.h fmt-config\.cmake'
      flags=([dev]='-g' [prod]='-O3 -DNDEBUG -flto' [test]='-g --coverage')
      ;;
    dav1d)
      first=(-D enable_asm=false)
      changed=src/lib.c program='tools/dav1d --version'
      installed='bin/dav1d libdav1d\.so dav1d/dav1d\.h dav1d\.pc'
      # It asks for the version each time; restat.
      always=vcs_version.h
      flags=([dev]='-O0 -g' [prod]='-O3 -flto' [test]='-O0 -g --coverage')
      ;;
    *) die "Unknown project \`$1\`; see --help" ;;
  esac
}

# fails WHAT: with the end of the log.
fails() {
  tail -n 40 "$log" >&2
  die "$project, $profile: $1"
}

# build [ARGUMENT...]: by xb in the profile; `dev` is what it takes by itself.
build() {
  local choice=()
  [ "$profile" = dev ] || choice=(-p "$profile")
  printf '\n$ xb %s\n' "${choice[*]} $*" >>"$log"
  (cd "$source" && NINJA_STATUS='@@ ' "$xb" -v "${choice[@]}" "$@") \
    >"$work/run" 2>&1 || {
    cat "$work/run" >>"$log"
    fails "xb ${choice[*]} $*"
  }
  cat "$work/run" >>"$log"
}

# The commands of the last run, but for those that always run.
commands_run() {
  sed -n 's/^@@ //p' "$work/run" | { grep -Ev "$always" || true; } | sort
}

expect_no_work() {
  build
  if [ "$always" = '^$' ]; then
    grep -q 'no work to do' "$work/run" || fails "$1: something was done"
  fi
  [ -z "$(commands_run)" ] || fails "$1: $(commands_run | head -n 3)"
}

check_flags() {
  local commands word
  commands=$(cd "$source/build/$profile" && "$xb" -t commands all |
    grep -E -- ' -c ' | grep -F -- "$changed")
  [ -n "$commands" ] || fails "nothing compiles $changed"
  for word in ${flags[$profile]}; do
    grep -qE -- " $word( |=|$)" <<<"$commands" ||
      fails "$changed is compiled without $word: $commands"
  done
  if [ "$profile" = dev ]; then
    ! grep -E -- ' (-O[1-3s]|-flto|--coverage|-DNDEBUG)( |=|$)' \
      <<<"$commands" >>"$log" ||
      fails "$changed has a flag of another profile: $commands"
  fi
  # shellcheck disable=SC2086  # a program and its arguments
  (cd "$source/build/$profile" && ./$program) >>"$log" 2>&1 ||
    fails "$program fails"
  [ "$profile" != test ] ||
    [ -n "$(find "$source/build/test" -name '*.gcda' -print -quit)" ] ||
    fails "$program counts nothing"
}

# What is in the files that were built, but for what tools keep for themselves.
built_files() {
  (cd "$source/build/$profile" && find . -name .xb -prune -o -type f \
    ! -name '.ninja_*' ! -path './meson-*' -exec sha256sum {} + | sort -k 2)
}

# With another content it must be compiled, and all that is made from it.  For
# ninja the time of a file decides: what it still runs must change nothing.
check_changed_source() {
  local in_ninja
  touch "$source/$changed"
  expect_no_work "$changed has another time, and the content that it had"
  echo "int xb_was_here_in_$profile;" >>"$source/$changed"
  in_ninja=$(cd "$source/build/$profile" &&
    NINJA_STATUS='@@ ' "$ninja" -n -v | sed -n 's/^@@ //p' |
    { grep -Ev "$always" || true; } | sort)
  build
  commands_run >"$work/commands"
  grep -qF -- "$changed" "$work/commands" || fails "$changed is not compiled"
  comm -13 <(echo "$in_ninja") "$work/commands" >"$work/needless"
  [ ! -s "$work/needless" ] ||
    fails "ninja would not run: $(head -n 3 "$work/needless")"
  ran=$(wc -l <"$work/commands")
  built_files >"$work/by-xb"
  (cd "$source/build/$profile" && "$ninja" -v) >>"$log" 2>&1 ||
    fails "the real ninja fails"
  built_files >"$work/by-ninja"
  diff "$work/by-xb" "$work/by-ninja" >>"$log" ||
    fails "the real ninja makes other files after it"
}

check_install() {
  local file
  export DESTDIR=$work/root
  build install
  unset DESTDIR
  for file in $installed; do
    find "$work/root" -type f | grep -qE "/$file(\.|$)" ||
      fails "there is no $file below DESTDIR"
  done
  say "$project, prod: $(find "$work/root" -type f | wc -l) files installed"
}

seconds() { awk "BEGIN { printf \"%.1f s\", ($(date +%s%N) - $1) / 1e9 }"; }

run_project() {
  local begin total
  project=$1
  describe "$project"
  work=$work_dir/front-door-$project
  source=$work/src log=$work/log
  rm -rf "$work"
  mkdir -p "$work"
  cp -a "$fetch_dir/$project" "$source"
  for profile in dev prod test; do
    begin=$(date +%s%N)
    build "${first[@]}"
    total=$(seconds "$begin")
    say "$project, $profile: $total, $(commands_run | wc -l) commands"
    check_flags
    begin=$(date +%s%N)
    expect_no_work 'the second build'
    total=$(seconds "$begin")
    check_changed_source
    say "$project, $profile: $total and nothing to do the second time," \
      "$ran commands after an edit of $changed"
    [ "$profile" != prod ] || check_install
  done
  rm -rf "$work"
}

absolute() {
  local path
  path=$(command -v "$1") || die "There is no \`$1\`"
  realpath "$path"
}

xb=build/xb
ninja=ninja
fetch_dir=build/real-projects/src
work_dir=build/real-projects/work
fetch_only=false
declare -A flags
chosen=()
while [ $# -gt 0 ]; do
  case $1 in
    --xb | --ninja | --fetch-dir | --work-dir)
      [ $# -ge 2 ] || die "$1 needs a value"
      name=${1#--}
      declare "${name//-/_}=$2"
      shift
      ;;
    --fetch-only) fetch_only=true ;;
    -h | --help) usage && exit ;;
    fmtlib | dav1d) chosen+=("$1") ;;
    *) die "Unknown word \`$1\`; see --help" ;;
  esac
  shift
done
[ ${#chosen[@]} -gt 0 ] || chosen=(fmtlib dav1d)

mkdir -p "$fetch_dir" "$work_dir"
fetch_dir=$(cd "$fetch_dir" && pwd)
work_dir=$(cd "$work_dir" && pwd)
"$here/debian-source.sh" "$fetch_dir" "${chosen[@]}"
if $fetch_only; then exit; fi
xb=$(absolute "$xb")
ninja=$(absolute "$ninja")
unset DESTDIR MAKEFLAGS CFLAGS CXXFLAGS LDFLAGS "${!XB_@}"
for project in "${chosen[@]}"; do
  run_project "$project"
done
