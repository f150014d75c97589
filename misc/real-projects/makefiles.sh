#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Builds real projects that have Makefiles, with GNU make and with xb as their
# make, and compares all that can be seen: what -n prints, what runs after a
# change, exit statuses, and every file.  Then a plain xb builds them, which
# must make the same files, and again only what make would make again.
# `real-projects.sh --make` starts it.
set -euo pipefail

usage() {
  cat <<'END'
usage: real-projects.sh --make [option...] [project...]

  --xb PATH         the xb to try (build/xb)
  --gnu-make PATH   the GNU make it must agree with (make)
  --fetch-dir DIR   where unpacked sources are kept (build/real-projects/src)
  --work-dir DIR    where the builds go (build/real-projects/work)
  --fetch-only      get the sources and stop
  --list            print the names of the projects and stop

Without a name, every project is built.  The sources are Debian's source
packages.
END
}

readonly ALL_PROJECTS='lua5.4 bzip2 zlib musl liburing libtasn1-6 redis git
  busybox jq libzstd'
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here

die() {
  printf 'real-projects.sh --make: %s\n' "$*" >&2
  exit 1
}

# Sets what the steps need to know of the project $1:
#   prepare   a command, run once in its sources
#   top       where its Makefile is
#   flags     what each call of make is given
#   touched   a source file, from $top, whose change rebuilds something
#   install   what installs below $work/installed
#   check     the target that tests it, or nothing
#   always    not empty: a second build has something to do, and why
#   volatile  a pattern for files that differ from build to build, and why
describe() {
  unset CCACHE_DISABLE
  prepare=true top=. flags='' check='' always='' volatile='^$'
  install="install DESTDIR=$work/installed"
  case $1 in
    lua5.4)
      # Debian's own Makefile needs libtool; this is Lua's.
      prepare='patch -s -R -p1 <debian/patches/0001-build-system.patch &&
        echo "#define DEB_HOST_MULTIARCH \"lib\"" >src/lua5.4-deb-multiarch.h'
      touched=src/lapi.c flags='PLAT=linux'
      install="install INSTALL_TOP=$work/installed"
      ;;
    bzip2)
      touched=blocksort.c check=test
      install="install PREFIX=$work/installed"
      always='all runs its tests'
      ;;
    zlib)
      prepare='./configure --prefix=/usr' touched=deflate.c check=check ;;
    musl)
      prepare='./configure --prefix=/usr' touched=src/string/memcmp.c ;;
    liburing)
      prepare='./configure --prefix=/usr' top=src touched=queue.c
      install="install includedir=$work/installed/include"
      install="$install libdir=$work/installed/lib"
      install="$install libdevdir=$work/installed/lib"
      ;;
    libtasn1-6)
      prepare='./configure --disable-doc --disable-valgrind-tests'
      prepare="$prepare --disable-gcc-warnings"
      # No maintainer's tools for files that Debian's patches touched.
      flags='AUTOCONF=: AUTOMAKE=: ACLOCAL=: AUTOHEADER=: MAKEINFO=:
        GTKDOCIZE=:'
      touched=lib/coding.c check=check
      always='what runs for each directory asks for more than one command'
      ;;
    redis)
      touched=src/dict.c flags='MALLOC=libc BUILD_TLS=no USE_SYSTEMD=no
        DEBUG='
      install="install PREFIX=$work/installed"
      always='each directory is asked anew'
      ;;
    git)
      touched=strbuf.c
      flags='NO_CURL=1 NO_EXPAT=1 NO_OPENSSL=1 NO_GETTEXT=1 NO_TCLTK=1
        NO_PERL=1 NO_PYTHON=1 NO_INSTALL_HARDLINKS=1 CFLAGS=-O1 prefix=/usr'
      always='its version is asked for each time'
      volatile='/templates/boilerplates\.made$'  # the date
      ;;
    busybox)
      # Up to 4.3 MAKEFLAGS has no --jobserver-auth while Makefiles are read, and
      # from its `s` this one concludes that it should say nothing.
      prepare='make -s defconfig' touched=libbb/xfuncs.c flags='quiet=quiet_'
      install="install CONFIG_PREFIX=$work/installed"
      always='the modules are linked anew'
      ;;
    jq)
      # What makes its Makefile is no part of the source; one set of tests needs
      # Oniguruma, one Ruby.
      prepare='sed -i "s#tests/[mo][a-z]*test##g" Makefile.am &&
        autoreconf -fi &&
        ./configure --disable-docs --disable-maintainer-mode \
          --without-oniguruma'
      touched=src/execute.c check=check
      always='its version is asked for each time'
      ;;
    libzstd)
      # Objects depend on their own depfiles, which a compiler writes first and
      # a cache in any order.
      export CCACHE_DISABLE=1
      # Directories of objects are called by a hash of the options.
      touched=lib/common/xxhash.c install="install PREFIX=$work/installed"
      always='each directory is asked anew'
      ;;
    *) die "Unknown project \`$1\`; --list names them" ;;
  esac
}

# ---- Output -----------------------------------------------------------------

passed() { printf '  ok   %s: %s\n' "$project" "$1"; }

fail() {
  printf '  FAIL %s: %s\n' "$project" "$1"
  [ $# -lt 2 ] || tail -n 60 "$2" | sed 's/^/  | /'
  exit 1
}

# ---- What one make does -----------------------------------------------------

# Paths and versions of the makes (Automake's Makefiles ask for these), and
# numbers that differ from run to run.
comparable() {
  sed -E -e "s#$names/[a-z]*/make#make#g" -e 's/([a-z.]+)\.[0-9]{3,}/\1.PID/g' \
    -e "s/test -n '4\.[0-9.]+'/test -n '4'/g"
}

# Runs $tool with $flags and the arguments; what it prints goes to $1.
run_make() {
  local name=$1 status=0
  shift
  # shellcheck disable=SC2086  # one word for each flag
  (cd "$source/$top" && "$tool" $flags "$@") >"$out/$name" 2>&1 </dev/null ||
    status=$?
  echo "[exit $status]" >>"$out/$name"
  comparable <"$out/$name" >"$out/$name.text"
  mv "$out/$name.text" "$out/$name"
}

must_succeed() {
  grep -qx '\[exit 0\]' "$out/$1" || fail "$1 by $maker" "$out/$1"
}

# Names and contents of all files, but for those that say when they were made
# and what xb remembers of a run.
write_files() {
  (cd "$source" && find . -name .xb -prune -o -type f -print |
    LC_ALL=C sort | { grep -Ev "$volatile" || true; } |
    tr '\n' '\0' | xargs -0 sha256sum) >"$out/$1"
}

# The names of the objects that were made since the last call.
write_objects() {
  (cd "$source" && find . -name '*.o' -newer "$work/last-look" |
    LC_ALL=C sort) >"$out/$1"
  touch "$work/last-look"
}

# All begin in the same place, with what they make called $1.
begin_with() {
  maker=$1
  out=$work/seen-by-$maker
  mkdir "$out"
  rm -rf "$source" "$work/installed"
  cp -a "$work/prepared" "$source"
  touch "$work/last-look"
}

# All steps of a make; $out gets what was seen.
build_with() {
  begin_with "$1"
  tool=make
  PATH=$names/$maker:$usual_path
  run_make dry-run -n
  write_files files-after-dry-run
  run_make build -j2
  must_succeed build
  # Two jobs end in any order.
  LC_ALL=C sort -o "$out/build" "$out/build"
  write_files files-built
  write_objects objects-built
  run_make question -q
  run_make no-op
  must_succeed no-op
  write_objects objects-of-no-op
  touch "$source/$top/$touched"
  run_make touched-dry-run -n
  run_make touched
  must_succeed touched
  write_files files-after-touch
  write_objects objects-after-touch
  if [ -n "$check" ]; then
    run_make check "$check"
    must_succeed check
  fi
  # shellcheck disable=SC2086
  run_make install $install
  must_succeed install
  (cd "$work/installed" && find . | LC_ALL=C sort) >"$out/files-installed"
  run_make clean clean
  must_succeed clean
  write_files files-after-clean
}

# What is the same for a plain xb, whose rules of what is out of date are its
# own where it has made something.
build_plainly() {
  begin_with plain-xb
  tool=$xb
  PATH=$names/xb:$usual_path
  run_make build -j2
  must_succeed build
  write_files files-built
  write_objects objects-built
  run_make no-op
  must_succeed no-op
  write_objects objects-of-no-op
  touch "$source/$top/$touched"
  run_make touched
  must_succeed touched
  write_files files-after-touch
  write_objects objects-after-touch
}

check_own_words() {
  [ -z "$always" ] || return 0
  grep -qx '\[exit 0\]' "$work/seen-by-xb/question" ||
    fail 'make -q says that all is up to date' "$work/seen-by-xb/question"
}

compare_plain() {
  local name
  for name in files-built objects-built objects-of-no-op files-after-touch \
    objects-after-touch; do
    diff "$work/seen-by-gnu/$name" "$work/seen-by-plain-xb/$name" \
      >"$work/difference" ||
      fail "$name is the same (< GNU make, > plain xb)" "$work/difference"
  done
  passed "a plain xb makes the same, $(wc -l \
    <"$work/seen-by-plain-xb/objects-after-touch") objects after a touch"
}

compare() {
  local file
  for file in "$work/seen-by-gnu"/*; do
    diff "$file" "$work/seen-by-xb/${file##*/}" >"$work/difference" ||
      fail "${file##*/} is the same (< GNU make, > xb)" "$work/difference"
  done
  passed "$(wc -l <"$work/seen-by-xb/dry-run") lines of -n, $(wc -l \
    <"$work/seen-by-xb/files-built") files, all the same"
}

run_project() {
  project=$1
  work=$work_dir/$project
  source=$work/src
  describe "$project"
  rm -rf "$work"
  mkdir -p "$work"
  cp -a "$fetch_dir/$project" "$source"
  echo "$project"
  PATH=$names/gnu:$usual_path
  (cd "$source" && eval "$prepare") >"$work/prepared.log" 2>&1 ||
    fail "its preparation" "$work/prepared.log"
  mv "$source" "$work/prepared"
  build_with gnu
  build_with xb
  PATH=$usual_path
  compare
  check_own_words
  build_plainly
  PATH=$usual_path
  compare_plain
  rm -rf "$work"
}

# ---- Arguments --------------------------------------------------------------

absolute() {
  local path
  path=$(command -v "$1") || die "No program \`$1\`"
  echo "$(cd "$(dirname "$path")" && pwd)/$(basename "$path")"
}

xb=$here/../../build/xb
gnu_make=make
fetch_dir=$here/../../build/real-projects/src
work_dir=$here/../../build/real-projects/work
projects='' fetch_only=false
while [ $# -gt 0 ]; do
  case $1 in
    --xb | --gnu-make | --fetch-dir | --work-dir)
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
work=$work_dir
missing=''
for project in $projects; do
  describe "$project"
  [ -d "$fetch_dir/$project" ] || missing="$missing $project"
done
# shellcheck disable=SC2086
[ -z "$missing" ] || "$here/debian-source.sh" "$fetch_dir" $missing
[ $fetch_only = false ] || exit 0

xb=$(absolute "$xb")
gnu_make=$(absolute "$gnu_make")
unset DESTDIR MAKEFLAGS MAKELEVEL MAKEFILES GNUMAKEFLAGS CFLAGS
# What says when it was compiled says the same in both builds.
export SOURCE_DATE_EPOCH=1700000000 LC_ALL=C

names=$(mktemp -d "$work_dir/.names.XXXXXX")
trap 'rm -rf "$names"' EXIT
mkdir "$names/gnu" "$names/xb" "$names/tools"
ln -s "$gnu_make" "$names/gnu/make"
ln -s "$xb" "$names/xb/make"
if ccache=$(command -v ccache); then
  # Each project is built twice; the cache is the run's own.
  export CCACHE_DIR=$work_dir/ccache
  for name in cc gcc; do ln -s "$ccache" "$names/tools/$name"; done
fi
usual_path=$names/tools:$PATH

for project in $projects; do
  run_project "$project"
done
echo "every project passed"
