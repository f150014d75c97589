# SPDX-License-Identifier: Apache-2.0
# A directory with a CMakeLists.txt is configured, once for each profile, built
# and installed.
# xb-only: ninja configures nothing
# needs: program cmake
cat >CMakeLists.txt <<'EOF'
cmake_minimum_required(VERSION 3.5)
project(hello C)
add_executable(hello hello.c)
install(TARGETS hello DESTINATION bin)
EOF
cat >hello.c <<'EOF'
#include <stdio.h>
int main(void) {
#ifdef NDEBUG
  puts("release");
#else
  puts("debug");
#endif
#ifdef NUMBER
  printf("%d\n", NUMBER);
#endif
  return 0;
}
EOF
try() {
  echo "\$ xb${*:+ }$*"
  status=0
  xb "$@" >"$SCRATCH/out" 2>&1 || status=$?
  grep -v '^-- ' "$SCRATCH/out" | sed 's/^\[.*\] //' | grep '^xb\|Link\|Error'
  echo "[exit $status]"
}
has() {
  grep -q "$1" "build/$2/CMakeCache.txt" && echo "$2: $1"
}
try -n | sed "s|PROGRAM=[^']*|PROGRAM=xb|"
try -t targets
try
build/dev/hello
has CMAKE_BUILD_TYPE:STRING=Debug dev
try
try -p prod -D "CMAKE_INSTALL_PREFIX=$PWD/root" install
root/bin/hello
has 'CMAKE_INTERPROCEDURAL_OPTIMIZATION:[A-Z]*=ON' prod
xb -C build/prod -t commands hello | grep -c -- -flto
try -p prod install
CFLAGS=-DNUMBER=3 try -p test
build/test/hello
try -p test
find build/test -name 'hello*.gcno' | sed 's/.*\.dir/.../'
echo "the settings of a profile change:"
cat >xb.toml <<'EOF'
[profile.dev]
configure = ["-DCMAKE_C_FLAGS=-DNUMBER=4"]
EOF
try
build/dev/hello
try
echo "the project changes:"
sed 's/DESTINATION bin/DESTINATION other/' CMakeLists.txt >changed
edit CMakeLists.txt "$(cat changed)"
try -p prod install
root/other/hello
try -p prdo
try -p dev,prod
try -D a+=b

: <<'EXPECT'
$ xb -n
xb: would run cmake -S . -B build/dev -G Ninja '-DCMAKE_MAKE_PROGRAM=xb' '-DCMAKE_BUILD_TYPE=Debug'
[exit 0]
$ xb -t targets
xb: error: There is no `build.ninja` here, only a `CMakeLists.txt`; `xb` without a tool configures and builds it
[exit 1]
$ xb
xb: configuring build/dev by CMakeLists.txt
xb: Entering directory `build/dev'
Linking C executable hello
[exit 0]
debug
dev: CMAKE_BUILD_TYPE:STRING=Debug
$ xb
xb: Entering directory `build/dev'
xb: no work to do.
[exit 0]
$ xb -p prod -D CMAKE_INSTALL_PREFIX=$DIR/root install
xb: configuring build/prod by CMakeLists.txt
xb: Entering directory `build/prod'
Linking C executable hello
[exit 0]
release
prod: CMAKE_INTERPROCEDURAL_OPTIMIZATION:[A-Z]*=ON
2
$ xb -p prod install
xb: Entering directory `build/prod'
[exit 0]
$ xb -p test
xb: configuring build/test by CMakeLists.txt
xb: Entering directory `build/test'
Linking C executable hello
[exit 0]
debug
3
$ xb -p test
xb: Entering directory `build/test'
xb: no work to do.
[exit 0]
.../hello.c.gcno
the settings of a profile change:
$ xb
xb: configuring build/dev again by CMakeLists.txt
xb: Entering directory `build/dev'
Linking C executable hello
[exit 0]
debug
4
$ xb
xb: Entering directory `build/dev'
xb: no work to do.
[exit 0]
the project changes:
$ xb -p prod install
xb: Entering directory `build/prod'
[exit 0]
release
$ xb -p prdo
xb: error: Unknown profile `prdo`; did you mean `prod`?
[exit 1]
$ xb -p dev,prod
xb: error: `CMakeLists.txt` is configured for one profile at a time; call xb once for each
[exit 1]
$ xb -D a+=b
xb: error: -D a+=... is for manifests; `CMakeLists.txt` takes -D NAME=VALUE
[exit 1]
EXPECT
