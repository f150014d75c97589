# SPDX-License-Identifier: Apache-2.0
# Cleaning is a matter of one profile; dead is what no profile makes any more.
# xb-only: ninja has no profiles
write() {
  cat >build.ninja <<EOF
xb_required_version = 1.0
profile dev
profile prod
builddir = build/\$profile
rule say
  command = echo \$profile > \$out
build \$builddir/a: say
$1
EOF
}
try() {
  echo "\$ xb${*:+ }$*"
  xb -j1 "$@" | sed 's/^\[.*\] //'
}
write 'build $builddir/b: say'
try -p dev,prod
write ''
try -t cleandead
tree build
try -p prod -t clean
tree build
try -p dev
try -p prod

: <<'EXPECT'
$ xb -p dev,prod
echo dev > build/dev/a
echo dev > build/dev/b
echo prod > build/prod/a
echo prod > build/prod/b
$ xb -t cleandead
Cleaning... 2 files.
build/dev/a
build/prod/a
$ xb -p prod -t clean
Cleaning... 1 files.
build/dev/a
$ xb -p dev
xb: no work to do.
$ xb -p prod
echo prod > build/prod/a
EXPECT
