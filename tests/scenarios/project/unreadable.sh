# SPDX-License-Identifier: Apache-2.0
# What may not be read is told with the place that asks for it, before and after
# a build, and nothing is half written; once it may be read all goes on.
# xb-only: ninja reads no project file
# needs: not-root
# needs: program cc
try() {
  status=0
  xb "$@" >"$SCRATCH/out" 2>&1 || status=$?
  grep '^xb: \|^[a-z]* = \|^ *^\|denied$' "$SCRATCH/out"
  echo "[exit $status]"
}
project() {
  mkdir -p src data part
  cat >xb.toml <<'EOF'
[dependency.part]
path = "part"
includes = ["."]
[target.app]
sources = ["src/*.c", "main.c"]
deps = ["part"]
[target.check]
type = "test"
sources = ["main.c"]
deps = ["part"]
data = ["data/*"]
EOF
  printf '#include "part.h"\nint main(void) { return PART; }\n' >main.c
  echo 'int more;' >src/more.c
  echo '#define PART 0' >part/part.h
  echo 1 >data/one
}
# closed FILE: a build where it cannot be read.
closed() {
  echo "--- $1"
  project
  chmod 000 "$1"
  try
  chmod 755 "$1"
  find . -type f '(' -name 'build.xb*' -o -name app -o -name '*.tmp*' ')'
  xb --quiet || echo "the build fails"
  chmod 000 "$1"
  try
  chmod 755 "$1"
  try
  rm -rf build build.xb .xb main.c src data part xb.lock
}
for file in xb.toml src data main.c part part/part.h; do closed $file; done
touch xb.lock
closed xb.lock
echo "--- a directory where nothing may be written"
project
chmod 555 .
try | sed 's/tmp[0-9]*/tmp.../'
chmod 755 .
ls
try

: <<'EXPECT'
--- xb.toml
xb: error: Loading 'xb.toml': Permission denied
[exit 1]
xb: error: Loading 'xb.toml': Permission denied
[exit 1]
xb: no work to do.
[exit 0]
--- src
xb: error: xb.toml:5:12: opendir(src): Permission denied
sources = ["src/*.c", "main.c"]
           ^
[exit 1]
xb: error: xb.toml:5:12: opendir(src): Permission denied
sources = ["src/*.c", "main.c"]
           ^
[exit 1]
xb: no work to do.
[exit 0]
--- data
xb: error: xb.toml:11:9: opendir(data): Permission denied
data = ["data/*"]
        ^
[exit 1]
xb: error: xb.toml:11:9: opendir(data): Permission denied
data = ["data/*"]
        ^
[exit 1]
xb: no work to do.
[exit 0]
--- main.c
cc1: fatal error: main.c: Permission denied
    cc1: fatal error: main.c: Permission denied
xb: build stopped: subcommand failed.
[exit 1]
./build.xb
cc1: fatal error: main.c: Permission denied
xb: build stopped: subcommand failed.
[exit 1]
[exit 0]
--- part
xb: error: opendir(part): Permission denied
xb: build stopped: subcommand failed.
[exit 1]
./build.xb
xb: error: stat(part/part.h): Permission denied
[exit 1]
xb: no work to do.
[exit 0]
--- part/part.h
xb: error: open(part/part.h): Permission denied
xb: build stopped: subcommand failed.
[exit 1]
./build.xb
xb: error: open(part/part.h): Permission denied
xb: build stopped: subcommand failed.
[exit 1]
[exit 0]
--- xb.lock
xb: error: open(xb.lock): Permission denied
[exit 1]
xb: error: open(xb.lock): Permission denied
[exit 1]
xb: no work to do.
[exit 0]
--- a directory where nothing may be written
xb: error: open(build.xb.tmp...): Permission denied
[exit 1]
data
main.c
part
src
xb.toml
[exit 0]
EXPECT
