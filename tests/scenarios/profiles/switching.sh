# SPDX-License-Identifier: Apache-2.0
# Each profile has its files, and one log serves all: changing the profile, or
# building several at once, never rebuilds what is there.
# xb-only: ninja has no profiles
manifest <<'EOF'
xb_required_version = 1.0
profile dev
  mode = debug
profile test : dev
  mode = $mode+coverage
profile prod
  mode = release
default_profile dev
builddir = build/$profile

rule copy
  command = cat $in > $out && echo $mode >> $out
rule link
  command = cat $in > $out
build version.h: copy version.in
  mode = any
build $builddir/a.o: copy a.c | version.h
build $builddir/prog: link $builddir/a.o
build all: phony $builddir/prog
default all
EOF
echo v >version.in
echo a >a.c
try() {
  echo "\$ xb${*:+ }$*"
  xb "$@" | sed 's/^\[.*\] //' | sort
}
try
show build/dev/prog
try -p prod
try -p dev
try --profile=prod
try -p dev,prod
try -p test,prod
show build/test/prog build/prod/prog
settle
edit a.c b
try -p dev -p prod -p test
try -p test
try
XB_PROFILE=prod try
show build/prod/prog
settle
edit a.c c
try -p prod all
try build/dev/a.o
try -p prod,dev
find . -name '.ninja_*' | sort

: <<'EXPECT'
$ xb
cat a.c > build/dev/a.o && echo debug >> build/dev/a.o
cat build/dev/a.o > build/dev/prog
cat version.in > version.h && echo any >> version.h
--- build/dev/prog
a
debug
$ xb -p prod
cat a.c > build/prod/a.o && echo release >> build/prod/a.o
cat build/prod/a.o > build/prod/prog
$ xb -p dev
xb: no work to do.
$ xb --profile=prod
xb: no work to do.
$ xb -p dev,prod
xb: no work to do.
$ xb -p test,prod
cat a.c > build/test/a.o && echo debug+coverage >> build/test/a.o
cat build/test/a.o > build/test/prog
--- build/test/prog
a
debug+coverage
--- build/prod/prog
a
release
$ xb -p dev -p prod -p test
cat a.c > build/dev/a.o && echo debug >> build/dev/a.o
cat a.c > build/prod/a.o && echo release >> build/prod/a.o
cat a.c > build/test/a.o && echo debug+coverage >> build/test/a.o
cat build/dev/a.o > build/dev/prog
cat build/prod/a.o > build/prod/prog
cat build/test/a.o > build/test/prog
$ xb -p test
xb: no work to do.
$ xb
xb: no work to do.
$ xb
xb: no work to do.
--- build/prod/prog
b
release
$ xb -p prod all
cat a.c > build/prod/a.o && echo release >> build/prod/a.o
cat build/prod/a.o > build/prod/prog
$ xb build/dev/a.o
cat a.c > build/dev/a.o && echo debug >> build/dev/a.o
$ xb -p prod,dev
cat build/dev/a.o > build/dev/prog
./build/.ninja_log
EXPECT
