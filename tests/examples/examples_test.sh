# SPDX-License-Identifier: Apache-2.0
# examples_test.sh XB EXAMPLES: builds and runs copies of the examples that have
# an xb.toml.
set -eu -o pipefail
xb=$1
examples=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_CONFIG_HOME=$work/config XB_JOBS=2

# expect TEXT COMMAND...: the last line that it prints.
expect() {
  local wanted=$1 got
  shift
  got=$("$@" | tail -n 1)
  if [[ $got != "$wanted" ]]; then
    echo "$* printed \`$got\`, not \`$wanted\`" >&2
    exit 1
  fi
}
begin() {
  cp -r "$examples/$1" "$work/$1"
  cd "$work/$1"
}

begin hello
expect "hello, world" "$xb" run
expect "hello, you" "$xb" -p prod run hello -- you
expect "xb: no work to do." "$xb"

begin calculator
expect 42 "$xb" run calc -- 6 x 7
expect "6 x 7 = 42" "$xb" -D verbose=true run calc -- 6 x 7
"$xb" --quiet test
expect "xb: no work to do." "$xb" test
DESTDIR=$work/root "$xb" --quiet -p prod -D prefix=/usr install
rm -rf build
expect 3 "$work/root/usr/bin/calc" 1 + 2
[[ -f $work/root/usr/include/calc/calculation.h ]]
[[ $(readlink "$work/root/usr/lib/libcalculation.so.1") == libcalculation.so.1.0.2 ]]

begin generated
expect 81 "$xb" run squares
sed -i 's/make_table} 10/make_table} 4/' xb.toml
expect 9 "$xb" run squares
