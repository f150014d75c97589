# SPDX-License-Identifier: Apache-2.0
# The same for a meson.build.
# xb-only: ninja configures nothing
# needs: program meson
cat >meson.build <<'EOF'
project('hello', 'c')
executable('hello', 'hello.c', install: true)
EOF
echo 'int main(void) { return 0; }' >hello.c
try() {
  echo "\$ xb${*:+ }$*"
  status=0
  xb "$@" >"$SCRATCH/out" 2>&1 || status=$?
  grep '^xb' "$SCRATCH/out"
  echo "[exit $status]"
}
options() {
  meson introspect --buildoptions "build/$1" |
    tr '{' '\n' |
    sed -n 's/.*"name": "\(buildtype\|b_lto\|b_coverage\|prefix\)", "value": \([^,]*\),.*/\1 \2/p' |
    sort
}
try
build/dev/hello && echo built
options dev | grep buildtype
try
try -p prod -D "prefix=$PWD/root" install
root/bin/hello && echo installed
options prod
try -p test
options test | grep -v prefix
cat >xb.toml <<'EOF'
[profile.dev]
configure = "-Dbuildtype=plain"
EOF
try
try
options dev | grep buildtype
rm xb.toml
try
options dev | grep buildtype
touch CMakeLists.txt
try -p new

: <<'EXPECT'
$ xb
xb: configuring build/dev by meson.build
xb: Entering directory `build/dev'
[exit 0]
built
buildtype "debug"
$ xb
xb: Entering directory `build/dev'
xb: no work to do.
[exit 0]
$ xb -p prod -D prefix=$DIR/root install
xb: configuring build/prod by meson.build
xb: Entering directory `build/prod'
[exit 0]
installed
b_coverage false
b_lto true
buildtype "release"
prefix "$DIR/root"
$ xb -p test
xb: configuring build/test by meson.build
xb: Entering directory `build/test'
[exit 0]
b_coverage true
b_lto false
buildtype "debug"
$ xb
xb: configuring build/dev again by meson.build
xb: Entering directory `build/dev'
[exit 0]
$ xb
xb: Entering directory `build/dev'
xb: no work to do.
[exit 0]
buildtype "plain"
$ xb
xb: configuring build/dev again by meson.build
xb: Entering directory `build/dev'
[exit 0]
buildtype "debug"
$ xb -p new
xb: error: Unknown profile `new`; did you mean `dev`?
[exit 1]
EXPECT
