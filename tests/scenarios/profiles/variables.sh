# SPDX-License-Identifier: Apache-2.0
# -D has the last word about a variable, and its runs are kept apart.
# xb-only: ninja has no -D
manifest <<'EOF'
xb_required_version = 1.0
profile dev
  flags = -O0
profile prod
  flags = -O3
flags = $flags -Wall
rule say
  command = echo $flags > $out
build $profile.txt: say
EOF
try() {
  echo "\$ xb $*"
  status=0
  xb -j1 "$@" 2>&1 | sed 's/^\[.*\] //' || status=$?
}
try -D flags+=-g
try -D flags+=-g
try -D flags=-Os
try -D flags=-Os
try -D flags=-Os -D flags+=-g -p prod
try -D flags+=-g
try -p dev
try -p dev
try -p prod -D profile=x
try -D falgs=1
try -D flags
try -D 'a b=1'
show dev.txt prod.txt

: <<'EXPECT'
$ xb -D flags+=-g
echo -O0 -Wall -g > dev.txt
$ xb -D flags+=-g
xb: no work to do.
$ xb -D flags=-Os
echo -Os > dev.txt
$ xb -D flags=-Os
xb: no work to do.
$ xb -D flags=-Os -D flags+=-g -p prod
echo -Os -g > prod.txt
$ xb -D flags+=-g
echo -O0 -Wall -g > dev.txt
$ xb -p dev
echo -O0 -Wall > dev.txt
$ xb -p dev
xb: no work to do.
$ xb -p prod -D profile=x
xb: error: -D cannot choose the profile; -p does
$ xb -D falgs=1
xb: error: The manifest has no variable `falgs` for -D; did you mean `flags`?
$ xb -D flags
xb: error: -D needs NAME=VALUE or NAME+=VALUE
$ xb -D a b=1
xb: error: -D: `a b` is no name of a variable
--- dev.txt
-O0 -Wall
--- prod.txt
-Os -g
EXPECT
