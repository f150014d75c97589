#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: stage.sh XB SOURCE_DIR BUILD_DIR STAGE ARGUMENT...
#
#   build NAME [CMAKE_OPTION...] [-- TARGET...]   clang's build BUILD_DIR/NAME
#   units NAME PATTERN                            its unit tests
#   programs NAME                                 its other tests
#   fuzz NAME FUZZER                              a minute of one of its fuzzers, or less
#   project NAME                                  misc/real-projects.sh
#   make-project NAME                             the same with --make
#   tidy                                          misc/tidy.sh
set -euo pipefail

# Those that a build reads from strangers, and the others: xb's own files have a
# checksum before all else, Makefiles and settings are a user's own.
readonly FUZZ_SECONDS=60 FUZZ_OWN_SECONDS=4

xb=$1 source=$2 build=$3 stage=$4
shift 4

stage_build() {
  local name=$1 options=() targets=()
  shift
  while [ $# -gt 0 ] && [ "$1" != -- ]; do
    options+=("$1")
    shift
  done
  [ $# -eq 0 ] || shift
  targets=("$@")
  cmake -S "$source" -B "$build/$name" -G Ninja \
    -DCMAKE_MAKE_PROGRAM="$xb" -DCMAKE_CXX_COMPILER=clang++ \
    -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS_RELEASE="-O0 -g1" \
    -DXB_WERROR=ON -DXB_TESTS=ON \
    -DXB_UNITY=ON "${options[@]}"
  cmake --build "$build/$name" ${targets[0]:+--target "${targets[@]}"}
}

ctest_of() {
  local name=$1 fixed_addresses=()
  shift
  # TSan of clang 14 cannot place its shadow on a kernel that randomises more
  # bits of addresses than it knows.
  if setarch -R true 2>/dev/null; then
    fixed_addresses=(setarch -R)
  fi
  "${fixed_addresses[@]}" ctest --test-dir "$build/$name" "$@" \
    --no-tests=error --output-on-failure --parallel 3
}

stage_units() {
  ctest_of "$1" -R "$2"
}

# The sources are the same: what looks at them needs no second run; nor does
# what measures time, where a sanitizer takes most of it.  Leaks are looked for
# by the unit tests, and not at the end of each of thousands of processes.
stage_programs() {
  ASAN_OPTIONS=detect_leaks=0 ctest_of "$1" \
    -E '^(layers|docs|install|bench)[.]|[.]all$'
}

stage_fuzz() {
  local name=$1 fuzzer=$2 found=$build/$1/found-$2 seconds=$FUZZ_SECONDS
  case $fuzzer in
    cache_archive | cache_record | cache_uses | clean_stamp | content_log | \
      make_stamp | makefile | profiles | project | recipe_log | records | \
      settings | snapshot)
      seconds=$FUZZ_OWN_SECONDS
      ;;
  esac
  mkdir -p "$found"
  "$build/$name/tests/fuzz/xb_${fuzzer}_fuzz" \
    -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
    -print_final_stats=1 -artifact_prefix="$build/$name/crash-$fuzzer-" \
    "$found" "$source/tests/fuzz/corpus/$fuzzer"
}

stage_project() {
  "$source/misc/real-projects.sh" --xb "$xb" \
    --fetch-dir "$build/real-projects/src" \
    --work-dir "$build/real-projects/$1" "$1"
}

stage_make-project() {
  "$source/misc/real-projects.sh" --make --xb "$xb" \
    --fetch-dir "$build/real-projects/src" \
    --work-dir "$build/real-projects/make-$1" "$1"
}

# Everything in groups, then each source by itself: a build without XB_UNITY
# must work, too.
stage_tidy() {
  local form=(cmake -S "$source" -G Ninja -DCMAKE_MAKE_PROGRAM="$xb"
    -DCMAKE_BUILD_TYPE=Release -DXB_TESTS=OFF)
  "${form[@]}" -DXB_UNITY=ON -B "$build/form"
  "$source/misc/tidy.sh" --build-dir "$build/form"
  "${form[@]}" -DXB_UNITY=OFF -B "$build/form-alone"
  "$source/misc/tidy.sh" --alone --build-dir "$build/form-alone"
}

"stage_$stage" "$@"
