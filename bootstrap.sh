#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Sets up, builds, tests and installs xb.  A first xb is built with CMake and
# make; that xb is then CMake's ninja and builds the real one, build/xb.
# Running it again is incremental.
set -euo pipefail

usage() {
  cat <<'END'
usage: ./bootstrap.sh                 install what is missing, build build/xb
       ./bootstrap.sh test            the same, then run every test
       ./bootstrap.sh install PREFIX [--as-ninja] [--as-make]
                                      the same, then install below PREFIX

install puts xb into PREFIX/bin, with its manual page and completions.
--as-ninja and --as-make add links of those names to it; DESTDIR is respected.
END
}

say() { printf '\n== %s\n' "$*"; }

die() {
  printf 'bootstrap.sh: %s\n' "$*" >&2
  exit 1
}

# What has to be there, how to see that it is, and the package that has it.
# `-` in a package column: that system has no such package or needs none.
#   check      subject        apt             dnf                pacman       brew
readonly BUILD_NEEDS='
    program    cmake          cmake           cmake              cmake        cmake
    program    make           make            make               make         -
    program    pkg-config     pkg-config      pkgconf-pkg-config pkgconf      pkgconf
    compiler   c++            g++             gcc-c++            gcc          -
    header     re2/re2.h      libre2-dev      re2-devel          re2          re2
    header     xxhash.h       libxxhash-dev   xxhash-devel       xxhash       xxhash
    header     uv.h           libuv1-dev      libuv-devel        libuv        libuv
    header     openssl/sha.h  libssl-dev      openssl-devel      openssl      openssl
    header     zstd.h         libzstd-dev     libzstd-devel      zstd         zstd
    header     CLI/CLI.hpp    libcli11-dev    cli11-devel        cli11        cli11
    header     toml++/toml.h  libtomlplusplus-dev tomlplusplus-devel tomlplusplus tomlplusplus
    header     gtest/gtest.h  libgtest-dev    gtest-devel        gtest        googletest
'
readonly TEST_NEEDS='
    program    ninja          ninja-build     ninja-build        ninja        ninja
    program    meson          meson           meson              meson        meson
    program    gfortran       gfortran        gcc-gfortran       gcc-fortran  gcc
    program    ccache         ccache          ccache             ccache       ccache
    program    gnuplot        gnuplot-nox     gnuplot            gnuplot      gnuplot
    program    python3        python3         python3            python       python
    program    git            git             git                git          git
    program    clang++        clang           clang              clang        llvm
    program    clang-format   clang-format    clang-tools-extra  clang        llvm
    program    clang-tidy     clang-tidy      clang-tools-extra  clang        llvm
    fuzzer     libFuzzer      libclang-rt-dev compiler-rt        compiler-rt  llvm
    program    kyua           kyua            kyua               -            kyua
    program    atf-sh         atf-sh          libatf-sh          -            atf
    program    zstd           zstd           zstd               zstd         zstd
    program    dpkg-source    dpkg-dev        dpkg-dev           dpkg         dpkg
'

compiler() {
  local name
  for name in ${CXX:-} c++ g++ clang++; do
    if command -v "$name" >/dev/null; then
      printf '%s\n' "$name"
      return 0
    fi
  done
  return 1
}

# Is SUBJECT there, by the kind of CHECK?
present() {
  local check=$1 subject=$2 cxx
  case $check in
    program) command -v "$subject" >/dev/null ;;
    compiler) compiler >/dev/null ;;
    header)
      cxx=$(compiler) &&
        printf '#include <%s>\n' "$subject" |
        "$cxx" -std=c++17 -x c++ -E - >/dev/null 2>&1
      ;;
    fuzzer) clang_links_fuzzer ;;
  esac
}

clang_links_fuzzer() {
  command -v clang++ >/dev/null || return 1
  printf 'extern "C" int LLVMFuzzerTestOneInput(const char*, unsigned long) {
            return 0; }' |
    clang++ -fsanitize=fuzzer,address -x c++ - -o /dev/null 2>/dev/null
}

# The rows of the table $1 whose subject is missing.
missing_rows() {
  local check subject rest
  while read -r check subject rest; do
    if [ -n "$check" ] && ! present "$check" "$subject"; then
      printf '%s %s %s\n' "$check" "$subject" "$rest"
    fi
  done <<<"$1"
}

# Column $2 of the rows $1, without `-` and repetitions, on one line.
packages_of() {
  awk -v column="$2" \
    'NF && $column != "-" && !seen[$column]++ { printf "%s ", $column }' <<<"$1"
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    die "Not root and no sudo; as root, run: $*"
  fi
}

apt() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get \
    -o DPkg::Lock::Timeout=300 -q "$@"
}

install_with_apt() {
  local package known=''
  say "Installing $*"
  apt update
  # Some releases have no libclang-rt-dev of its own: clang brings it.
  for package in "$@"; do
    if apt-cache show "$package" >/dev/null 2>&1; then
      known="$known $package"
    fi
  done
  # shellcheck disable=SC2086  # one word for each package
  apt install -y --no-install-recommends $known
}

# Installs what the table $1 names and this machine lacks.
ensure() {
  local rows
  rows=$(missing_rows "$1")
  [ -n "$rows" ] || return 0
  if command -v apt-get >/dev/null; then
    # shellcheck disable=SC2046  # one word for each package
    install_with_apt $(packages_of "$rows" 3)
    rows=$(missing_rows "$rows")
    [ -z "$rows" ] ||
      die "Still missing after the installation: $(packages_of "$rows" 2)"
    return 0
  fi
  {
    echo "bootstrap.sh: missing: $(packages_of "$rows" 2)"
    echo "Install the packages with the line of your system, then run again:"
    echo "  dnf install $(packages_of "$rows" 4)"
    echo "  pacman -S --needed $(packages_of "$rows" 5)"
    echo "  brew install $(packages_of "$rows" 6)"
  } >&2
  exit 1
}

jobs() { getconf _NPROCESSORS_ONLN; }

# Configures build/ with the first xb as its ninja; arguments go to CMake.
configure() {
  local unity=''
  [ -e build/CMakeCache.txt ] || unity=-DXB_UNITY=ON  # can be switched off
  say "Stage 1: a first xb, by make"
  # It runs for seconds: compile time matters more than speed.
  cmake -S . -B build/stage1 -G "Unix Makefiles" -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_CXX_FLAGS_RELEASE=-O0 -DXB_UNITY=ON -DXB_TESTS=OFF
  cmake --build build/stage1 --target xb --parallel "$(jobs)"
  say "Stage 2: xb, by the first xb"
  # shellcheck disable=SC2086  # no word, or one
  cmake -S . -B build -G Ninja $unity \
    -DCMAKE_MAKE_PROGRAM="$PWD/build/stage1/xb" "$@"
}

command_build() {
  ensure "$BUILD_NEEDS"
  if [ -e build/CMakeCache.txt ]; then
    configure  # a build directory that has tests keeps them
  else
    configure -DXB_TESTS=OFF
  fi
  cmake --build build --target xb
}

command_test() {
  ensure "$BUILD_NEEDS$TEST_NEEDS"
  configure -DXB_TESTS=ON -DXB_STAGES=ON -DXB_WERROR=ON
  cmake --build build
  local status=0 output=build/Testing/output.txt
  mkdir -p build/Testing
  say "Tests"
  ctest --test-dir build --parallel "$(jobs)" --output-on-failure |
    tee "$output" || status=$?
  # For people to look at; it decides nothing.
  say "Benchmark"
  misc/bench/run --quick || true
  say "Summary of the tests"
  # Stages have a ctest of their own in the output: the last one counts.
  awk '/tests passed,/ { text = ""; found = 1 }
       found { text = text $0 "\n" }
       END { printf "%s", text }' "$output"
  return "$status"
}

command_install() {
  local prefix='' components=xb argument component
  for argument in "$@"; do
    case $argument in
      --as-ninja) components="$components as-ninja" ;;
      --as-make) components="$components as-make" ;;
      -*) die "Unknown option \`$argument\`; see ./bootstrap.sh --help" ;;
      *)
        [ -z "$prefix" ] || die "More than one PREFIX: \`$argument\`"
        prefix=$argument
        ;;
    esac
  done
  [ -n "$prefix" ] || die "install needs a PREFIX; see ./bootstrap.sh --help"
  case $prefix in
    /*) ;;
    *) prefix=$invocation_dir/$prefix ;;
  esac
  command_build
  say "Installing below ${DESTDIR:-}$prefix"
  for component in $components; do
    cmake --install build --prefix "$prefix" --component "$component" --strip
  done
}

main() {
  local command=${1:-build}
  [ $# -eq 0 ] || shift
  case $command in
    build | test) [ $# -eq 0 ] || die "\`$command\` takes no arguments" ;;
  esac
  case $command in
    build) command_build ;;
    test) command_test ;;
    install) command_install "$@" ;;
    -h | --help | help) usage ;;
    *)
      usage >&2
      die "Unknown command \`$command\`"
      ;;
  esac
}

# Nothing below may wait for an answer.
exec </dev/null
readonly invocation_dir=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")"
main "$@"
