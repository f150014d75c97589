# SPDX-License-Identifier: Apache-2.0
# A build directory that xb did not configure is used as it is; one that could
# not be configured is no build directory.
# xb-only: ninja configures nothing
try() {
  echo "\$ xb${*:+ }$*"
  status=0
  xb "$@" 2>&1 || status=$?
  echo "[exit $status]"
}
# The part of cmake that is needed here.
mkdir "$SCRATCH/tools"
cat >"$SCRATCH/tools/cmake" <<'EOF'
#!/bin/sh
echo "cmake is called"
[ ! -e fails ] || exit 3
shift 3
mkdir -p "$1"
cp build.in "$1/build.ninja"
EOF
chmod +x "$SCRATCH/tools/cmake"
cat >build.in <<'EOF'
rule say
  command = echo hello
build hello: say
build clean: say
EOF
touch CMakeLists.txt meson.build
(
  PATH=$SCRATCH/tools:$PATH
  touch fails
  try
  try clean
  rm fails
  try
  try clean
  try --quiet clean
  try -t targets
  echo "another's:"
  mkdir -p build/prod
  cp build.in build/prod/build.ninja
  try -p prod
  try -p prod -D a=b
  cp build.in build/build.ninja
  try
  try -p dev
  echo "a build cut short while it was configured:"
  sed 's/^done$/begun/' .xb/configured-dev >record
  mv record .xb/configured-dev
  try -p dev
  echo "no cmake:"
  PATH=${NINJA%/*}
  try -p test
)

: <<'EXPECT'
$ xb
xb: configuring build/dev by CMakeLists.txt, not meson.build
cmake is called
xb: error: Configuring `build/dev` failed
[exit 3]
$ xb clean
xb: error: There is no `build.ninja` here, only a `CMakeLists.txt`; `xb` without a tool configures and builds it
[exit 1]
$ xb
xb: configuring build/dev by CMakeLists.txt, not meson.build
cmake is called
xb: Entering directory `build/dev'
[1/2] echo hello
hello
[2/2] echo hello
hello
[exit 0]
$ xb clean
xb: Entering directory `build/dev'
[1/1] echo hello
hello
[exit 0]
$ xb --quiet clean
hello
[exit 0]
$ xb -t targets
hello: say
clean: say
[exit 0]
another's:
$ xb -p prod
xb: Entering directory `build/prod'
[1/2] echo hello
hello
[2/2] echo hello
hello
[exit 0]
$ xb -p prod -D a=b
xb: error: `build/prod` was not configured by xb; -D is for those that it configures itself
[exit 1]
$ xb
xb: Entering directory `build'
[1/2] echo hello
hello
[2/2] echo hello
hello
[exit 0]
$ xb -p dev
xb: Entering directory `build/dev'
[1/2] echo hello
hello
[2/2] echo hello
hello
[exit 0]
a build cut short while it was configured:
$ xb -p dev
xb: configuring build/dev again by CMakeLists.txt, not meson.build
cmake is called
xb: Entering directory `build/dev'
[1/2] echo hello
hello
[2/2] echo hello
hello
[exit 0]
no cmake:
$ xb -p test
xb: configuring build/test by CMakeLists.txt, not meson.build
/bin/sh: 1: cmake: not found
xb: error: `CMakeLists.txt` needs cmake, which is not on PATH
[exit 1]
EXPECT
