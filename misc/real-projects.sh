#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Builds real projects with xb as their ninja and compares with the real one.
set -euo pipefail

usage() {
  cat <<'END'
usage: real-projects.sh [option...] [project...]
       real-projects.sh --make [option...] [project...]
       real-projects.sh --dependencies [option...] [project...]
       real-projects.sh --front-door [option...] [project...]

  --xb PATH         the ninja to try (build/xb)
  --ninja PATH      the real ninja it must agree with (ninja)
  --fetch-dir DIR   where unpacked sources are kept (build/real-projects/src)
  --work-dir DIR    where the builds go (build/real-projects/work)
  --fetch-only      get the sources and stop
  --list            print the names of the projects and stop

Without a name, every project is built.  The sources are Debian's source
packages; fortran-modules stands beside this script.  With --make first, those
with Makefiles are built by xb as make, see --make --help; with --dependencies,
those of misc/examples with third-party sources, see --dependencies --help; with
--front-door, some of CMake and Meson by nothing but xb, see --front-door --help.
END
}

readonly ALL_PROJECTS='json-c pkgconf fortran-modules fmtlib googletest re2
  libzstd dav1d'
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here

if [ "${1:-}" = --make ]; then
  shift
  exec "$here/real-projects/makefiles.sh" "$@"
fi
if [ "${1:-}" = --dependencies ]; then
  shift
  exec "$here/real-projects/dependencies.sh" "$@"
fi
if [ "${1:-}" = --front-door ]; then
  shift
  exec "$here/real-projects/front-door.sh" "$@"
fi

die() {
  printf 'real-projects.sh: %s\n' "$*" >&2
  exit 1
}

# Sets what the steps need to know of the project $1:
#   system   cmake or meson
#   top      where its build description is, below its sources
#   touched  a source file, from $top, whose change rebuilds a few edges
#   options  of the configuration
#   untested a pattern of the tests that are left out, and must say why
#   always   a pattern of the commands that every build runs
#   cached   what of the compilations the cache must take: all, or some where
#            nobody looked for what it leaves out (such as sources with __DATE__);
#            none where the names of objects have the directory in them
describe() {
  system=cmake top=. options='' untested='' always='' cached=some
  case $1 in
    json-c) touched=json_object.c options=-DBUILD_STATIC_LIBS=ON cached=all ;;
    pkgconf) system=meson touched=libpkgconf/pkg.c cached=all ;;
    fortran-modules) touched=numerics/norms_weighted.f90 cached=all ;;
    fmtlib) touched=src/os.cc options='-DFMT_DOC=OFF -DFMT_TEST=ON' ;;
    googletest)
      touched=googletest/src/gtest-port.cc
      options='-Dgtest_build_samples=ON'
      ;;
    re2)
      touched=re2/prog.cc options=-DRE2_BUILD_TESTING=ON
      # They try every pattern up to a size: many minutes of pure computing.
      untested='exhaustive|random'
      ;;
    libzstd)
      top=build/cmake touched=../../lib/common/xxhash.c
      options='-DZSTD_BUILD_TESTS=ON -DZSTD_FUZZER_FLAGS=-T5s'
      options="$options -DZSTD_ZSTREAM_FLAGS=-T5s -DZSTD_FULLBENCH_FLAGS=-i0"
      cached=none
      # It exercises the command line program for a quarter of an hour.
      untested=playTests
      # Custom commands that never write the output they declare.
      always='cmake -E (create_symlink|copy)'
      ;;
    dav1d)
      system=meson touched=src/lib.c options=-Denable_asm=false
      always=vcs_version.h  # asks for the version each time; restat
      ;;
    *) die "Unknown project \`$1\`; --list names them" ;;
  esac
}

# Makes in $source what Debian removes from a source because it is generated.
prepare() {
  [ "$1" = re2 ] || return 0
  local table
  for table in unicode_groups unicode_casefold; do
    # Debian's own python3 is the one that has the package python3-six.
    (cd "$source" && /usr/bin/python3 "re2/make_$table.py") \
      >"$source/re2/$table.cc" 2>>"$log" ||
      fail "its tables, by the packages unicode-data and python3-six"
  done
  perl "$source/re2/make_perl_groups.pl" >"$source/re2/perl_groups.cc"
}

# ---- Output -----------------------------------------------------------------

# Runs a command with its output in the project's log.
quietly() {
  printf '\n$ %s\n' "$*" >>"$log"
  "$@" >>"$log" 2>&1
}

passed() { printf '  ok   %s: %s\n' "$project" "$1"; }

fail() {
  printf '  FAIL %s: %s\n' "$project" "$1"
  echo "  the end of $log:"
  tail -n 40 "$log" | sed 's/^/  | /'
  exit 1
}

must() {
  local what=$1
  shift
  quietly "$@" || fail "$what"
}

# ---- The two build systems --------------------------------------------------

# Where $source and $build are counts for nothing: the cache's first condition
# for bringing results to another place.
configure() {
  local place
  place=$(dirname "$build")
  export CFLAGS="-ffile-prefix-map=$place=." CXXFLAGS="-ffile-prefix-map=$place=."
  # The log's version is chosen by who writes it first; the older of the two
  # must be able to read on.
  mkdir -p "$build"
  printf '# ninja log v%s\n' "$log_version" >"$build/.ninja_log"
  case $system in
    cmake)
      # shellcheck disable=SC2086  # one word for each option
      must configure cmake -S "$source/$top" -B "$build" -G Ninja \
        -DCMAKE_MAKE_PROGRAM="$xb" -DCMAKE_BUILD_TYPE=Release $launchers \
        $options
      ;;
    meson)
      # shellcheck disable=SC2086
      must configure meson setup "$build" "$source/$top" $options
      ;;
  esac
}

build_all() {
  case $system in
    cmake) quietly cmake --build "$build" ;;
    meson) quietly meson compile -C "$build" ;;
  esac
}

# With a cache of the project's own, to whom the place is of no account.
build_all_with_cache() {
  XB_CACHE=1 XB_CACHE_DIR=$work/cache XB_CACHE_BASE_DIR=$(dirname "$build") \
    build_all
}

run_tests() {
  case $system in
    cmake)
      quietly ctest --test-dir "$build" --parallel "$processors" \
        --output-on-failure ${untested:+-E "$untested"}
      ;;
    meson) quietly meson test -C "$build" ;;
  esac
}

# ---- The steps --------------------------------------------------------------

# The commands that $1 runs now, one on a line, sorted.
commands_run_by() {
  printf '\n$ %s -v\n' "$1" >>"$log"
  NINJA_STATUS='@@ ' "$1" -C "$build" -v >"$work/run" 2>&1 || {
    cat "$work/run" >>"$log"
    fail "the build by $1"
  }
  cat "$work/run" >>"$log"
  sed -n 's/^@@ //p' "$work/run" | sort
}

check_nothing_to_do() {
  local tool=$1 what=$2
  printf '\n$ %s -d explain -v\n' "$tool" >>"$log"
  NINJA_STATUS='@@ ' "$tool" -C "$build" -d explain -v >"$work/run" 2>&1 || {
    cat "$work/run" >>"$log"
    fail "$what"
  }
  cat "$work/run" >>"$log"
  if [ -z "$always" ]; then
    grep -q 'no work to do' "$work/run" || fail "$what"
  elif sed -n 's/^@@ //p' "$work/run" | grep -Ev "$always" >>"$log"; then
    fail "$what"
  fi
  passed "$what"
}

# Both tools start from the same state, so their runs must be the same.
check_touched_source() {
  touch "$source/$top/$touched"
  cp -a "$build" "$work/saved"
  commands_run_by "$as_ninja" >"$work/by-xb"
  rm -r "$build"
  mv "$work/saved" "$build"
  commands_run_by "$ninja" >"$work/by-ninja"
  diff "$work/by-ninja" "$work/by-xb" >>"$log" ||
    fail "touching $touched runs what ninja would run"
  [ -s "$work/by-xb" ] || fail "touching $touched runs something"
  passed "touching $touched runs the $(wc -l <"$work/by-xb") edges ninja runs"
  check_nothing_to_do "$xb" "nothing to do after ninja ran them"
}

check_targets() {
  if [ "$system" = cmake ]; then
    must 'target help' cmake --build "$build" --target help
    grep -q '^clean: ' "$log" || fail 'target help names clean'
    passed 'target help'
  fi
  must 'tool targets' "$as_ninja" -C "$build" -t targets all
  DESTDIR=$work/installed must 'target install' "$xb" -C "$build" install
  [ -n "$(find "$work/installed" -type f)" ] ||
    fail 'target install installs files'
  passed 'target install'
}

check_clean() {
  local before after
  before=$(find "$build" -name '*.o' | wc -l)
  [ "$before" -gt 0 ] || fail 'the build leaves object files'
  case $system in
    cmake) must 'target clean' cmake --build "$build" --target clean ;;
    meson) must 'target clean' meson compile -C "$build" --clean ;;
  esac
  after=$(find "$build" -name '*.o' | wc -l)
  # Meson's own probes may stay; what the manifest makes must not.
  [ "$after" -lt "$before" ] || fail 'target clean removes the objects'
  build_all || fail 'the build after clean'
  [ "$(find "$build" -name '*.o' | wc -l)" -eq "$before" ] ||
    fail 'the build after clean makes every object again'
  passed 'target clean, and the build after it'
}

# All files in a build directory, one on a line; not what is known of them.
built_files() {
  (cd "$1" && find . -type f -not -path './.xb/*' -not -name '.ninja_*') | sort
}

have_the_same_files() {
  local name
  built_files "$1" >"$work/files"
  built_files "$2" | diff "$work/files" - || return 1
  while IFS= read -r name; do
    cmp "$1/$name" "$2/$name" || return 1
  done <"$work/files"
}

# In another directory everything comes from the cache, and is bit for bit what
# the compiler would have made there.
check_cache() {
  local edges hits
  local source=$work/another/place/src build=$work/another/place/build
  mkdir -p "$work/another/place"
  cp -a "$work/src" "$source"
  configure
  build_all_with_cache || fail 'the build from the cache'
  edges=$("$xb" -C "$build" -t targets all | grep -Eic ': (c|cxx|asm)_compiler' ||
    true)
  hits=$(XB_CACHE_DIR=$work/cache "$xb" -C "$build" cache stats --json |
    sed -n '/"counters"/,/}/s/^ *"hits": \([0-9]*\).*/\1/p' | head -n 1)
  hits=${hits:-0}
  [ "$hits" -eq "$edges" ] || [ $cached = none ] ||
    { [ $cached = some ] && [ "$hits" -gt 0 ]; } ||
    fail "all $edges compilations come from the cache ($hits did)"
  cp -a "$build" "$work/from-cache"
  must 'clean' "$xb" -C "$build" -t clean
  CCACHE_DISABLE=1 build_all || fail 'the build without a cache'
  quietly have_the_same_files "$work/from-cache" "$build" ||
    fail 'what comes from the cache is what the compiler makes'
  passed "$hits of $edges compilations come from the cache, bit for bit"
  rm -rf "$work/another" "$work/from-cache" "$work/cache"
}

# The description is edited: the next build must read it before it builds.
check_regeneration() {
  local description=$source/$top/CMakeLists.txt proof=$build/xb-was-here
  case $system in
    cmake)
      # shellcheck disable=SC2016  # CMake expands it
      echo 'file(WRITE ${CMAKE_BINARY_DIR}/xb-was-here "")' >>"$description"
      ;;
    meson)
      description=$source/$top/meson.build
      echo "configure_file(output: 'xb-was-here', \
        configuration: configuration_data())" >>"$description"
      ;;
  esac
  build_all || fail 'the build after an edit of the description'
  [ -e "$proof" ] || fail "editing ${description##*/} regenerates the manifest"
  passed "editing ${description##*/} regenerates the manifest"
  check_nothing_to_do "$xb" 'nothing to do after the regeneration'
  touch "$description"
  check_touched_description
}

check_touched_description() {
  build_all || fail 'the build after a touch of the description'
  check_nothing_to_do "$xb" 'nothing to do after the second regeneration'
  check_nothing_to_do "$ninja" 'nothing to do for ninja after xb'
}

run_project() {
  project=$1
  describe "$project"
  work=$work_dir/$project
  log=$work/log build=$work/build source=$work/src
  rm -rf "$work"
  mkdir -p "$work"
  cp -a "$(sources_of "$project")" "$source"
  echo "$project"
  prepare "$project"
  configure
  passed "configured by $system"
  build_all_with_cache || fail build
  passed build
  check_cache
  run_tests || fail 'its tests'
  passed 'its tests'
  check_nothing_to_do "$xb" 'a second build does nothing'
  check_nothing_to_do "$ninja" 'ninja has nothing to do either'
  check_touched_source
  check_targets
  check_clean
  check_regeneration
  rm -rf "$work"
}

# ---- Sources ----------------------------------------------------------------

sources_of() {
  if [ -d "$here/real-projects/$1" ]; then
    echo "$here/real-projects/$1"
  else
    echo "$fetch_dir/$1"
  fi
}

fetch() {
  local name missing=''
  for name in $projects; do
    describe "$name"
    [ -d "$(sources_of "$name")" ] || missing="$missing $name"
  done
  # shellcheck disable=SC2086
  [ -z "$missing" ] ||
    "$here/real-projects/debian-source.sh" "$fetch_dir" $missing
}

# ---- Arguments --------------------------------------------------------------

# The log version that the real ninja reads and writes.
log_version_of() {
  local version minor
  version=$("$1" --version)
  minor=${version#*.}
  minor=${minor%%.*}
  if [ "$minor" -ge 13 ]; then
    echo 7
  elif [ "$minor" -eq 12 ]; then
    echo 6
  else
    echo 5
  fi
}

absolute() {
  local path
  path=$(command -v "$1") || die "No program \`$1\`"
  echo "$(cd "$(dirname "$path")" && pwd)/$(basename "$path")"
}

xb=$here/../build/xb
ninja=ninja
fetch_dir=$here/../build/real-projects/src
work_dir=$here/../build/real-projects/work
projects='' fetch_only=false
while [ $# -gt 0 ]; do
  case $1 in
    --xb | --ninja | --fetch-dir | --work-dir)
      [ $# -ge 2 ] || die "$1 needs a value"
      name=${1#--}
      declare "${name//-/_}=$2"
      shift
      ;;
    --fetch-only) fetch_only=true ;;
    --list)
      # shellcheck disable=SC2086  # one line for each
      printf '%s\n' $ALL_PROJECTS
      exit
      ;;
    -h | --help)
      usage
      exit
      ;;
    -*) die "Unknown option \`$1\`" ;;
    *) projects="$projects $1" ;;
  esac
  shift
done
projects=${projects:-$ALL_PROJECTS}

mkdir -p "$fetch_dir" "$work_dir"
fetch_dir=$(cd "$fetch_dir" && pwd)
work_dir=$(cd "$work_dir" && pwd)
fetch
[ $fetch_only = false ] || exit 0

xb=$(absolute "$xb")
ninja=$(absolute "$ninja")
log_version=$(log_version_of "$ninja")
processors=$(getconf _NPROCESSORS_ONLN)
unset DESTDIR NINJA_STATUS MAKEFLAGS "${!XB_CACHE@}"

# Meson finds its ninja by name; so do the comparisons by ninja's own rules.
names=$(mktemp -d "$work_dir/.names.XXXXXX")
trap 'rm -rf "$names"' EXIT
ln -s "$xb" "$names/ninja"
as_ninja=$names/ninja
export NINJA=$as_ninja

launchers=''
if command -v ccache >/dev/null; then
  # Each project is built twice; the cache is the run's own.
  export CCACHE_DIR=$work_dir/ccache
  launchers='-DCMAKE_C_COMPILER_LAUNCHER=ccache
    -DCMAKE_CXX_COMPILER_LAUNCHER=ccache'
fi

for name in $projects; do
  run_project "$name"
done
echo "every project passed"
