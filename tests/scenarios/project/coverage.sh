# SPDX-License-Identifier: Apache-2.0
# What tests covered of the project's own files, by lcov or gcovr, whatever
# compiler has counted.
# xb-only: ninja reads no project file
# needs: program lcov
# needs: program genhtml
# needs: program gcovr
# needs: program clang++
# needs: program llvm-cov
cat >xb.toml <<'EOF'
jobs = 1
[target.lib]
type = "static"
sources = ["lib.cc"]
[target.check]
type = "test"
sources = ["check.cc"]
deps = ["lib"]
[profile.clang]
inherits = "test"
cc = "clang"
cxx = "clang++"
EOF
cat >lib.cc <<'EOF'
#include <vector>
int lib(int n) {
  std::vector<int> all(n);
  if (all.size() < 4) {
    throw n;
  }
  return 3;
}
EOF
echo 'int lib(int); int main() { return lib(4) - 3; }' >check.cc
# With a PATH of these programs and no others.
with_only() {
  PATH=$all
  rm -rf "$SCRATCH/tools"
  mkdir "$SCRATCH/tools"
  for tool; do
    ln -s "$(command -v "$tool")" "$SCRATCH/tools"
  done
  PATH=${NINJA%/*}:$SCRATCH/tools
}
try() {
  echo "\$ xb $*"
  status=0
  xb "$@" >"$SCRATCH/out" 2>&1 || status=$?
  # geninfo says the first under some Perls; gcc counts anew after an edit.
  PATH=$all sed '/^libgcov.*checksum$/d; /redefined at/d; s/^\[.*\] //' "$SCRATCH/out"
  echo "[exit $status]"
}
# The files, and the lines that did not run.
of_lcov() {
  sed -n 's|^SF:.*/||p; s/^DA:\(.*\),0$/  without line \1/p' \
    "build/$1/coverage/lcov.info" | LC_ALL=C sort
}
of_gcovr() {
  PATH=$all sed -n 's,.*>\(lib\.cc\|check\.cc\)<.*,\1,p' \
    "build/$1/coverage/index.html" | PATH=$all sort
}
all=$PATH
usual="cc c++ as ld ar sh rm touch timeout gcov"
(
  with_only $usual
  try coverage
  with_only $usual clang clang++ llvm-cov gcovr
  try coverage
  of_gcovr test
  try -p clang coverage
  of_gcovr clang
)
echo "lcov is installed:"
try coverage
of_lcov test
try coverage
try -p clang coverage
of_lcov clang
echo "a test fails:"
edit check.cc 'int lib(int); int main() { return lib(4) + 1; }'
try coverage | grep -v '^rm'
try -p test run check

: <<'EXPECT'
$ xb coverage
CXX build/test/obj/lib/lib.cc.o
AR build/test/liblib.a
CXX build/test/obj/check/check.cc.o
LINK build/test/check
TEST check
COVERAGE build/test/coverage/index.html
FAILED: [code=1] build/test/coverage/index.html\s
echo 'neither lcov nor gcovr is installed' && false
neither lcov nor gcovr is installed

1 step failed:
  build/test/coverage/index.html (exit 1)
xb: build stopped: cannot make progress due to previous errors.
[exit 1]
$ xb coverage
COVERAGE build/test/coverage/index.html
xb: coverage is in build/test/coverage/index.html
[exit 0]
check.cc
lib.cc
$ xb -p clang coverage
CXX build/clang/obj/lib/lib.cc.o
AR build/clang/liblib.a
CXX build/clang/obj/check/check.cc.o
LINK build/clang/check
TEST check
COVERAGE build/clang/coverage/index.html
xb: coverage is in build/clang/coverage/index.html
[exit 0]
check.cc
lib.cc
lcov is installed:
$ xb coverage
COVERAGE build/test/coverage/index.html
xb: coverage is in build/test/coverage/index.html
[exit 0]
  without line 5
check.cc
lib.cc
$ xb coverage
xb: no work to do.
xb: coverage is in build/test/coverage/index.html
[exit 0]
$ xb -p clang coverage
COVERAGE build/clang/coverage/index.html
xb: coverage is in build/clang/coverage/index.html
[exit 0]
  without line 5
check.cc
lib.cc
a test fails:
$ xb coverage
CXX build/test/obj/check/check.cc.o
LINK build/test/check
TEST check
FAILED: [code=4] build/test/test-results/check.passed\s

1 step failed:
  build/test/test-results/check.passed (exit 4)
xb: build stopped: cannot make progress due to previous errors.
[exit 4]
$ xb -p test run check
[exit 4]
EXPECT
