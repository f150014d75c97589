# SPDX-License-Identifier: Apache-2.0
# What is taken where there are several descriptions of a project.
# xb-only: ninja reads no project file
try() {
  echo "\$ xb${*:+ }$*"
  status=0
  xb "$@" 2>&1 || status=$?
  echo "[exit $status]"
}
echo 'all:; @echo a Makefile' >Makefile
touch CMakeLists.txt
echo "settings alone are no project:"
echo 'keep_going = 2' >xb.toml
try
cat >>xb.toml <<'END'
[step.say]
command = "echo an xb.toml"
default = true
END
try
try
echo "by hand:"
cat >build.xb <<'END'
xb_required_version = 1.0
rule say
  command = echo a build.xb
build said: say
END
try
tail -n 1 build.xb
mv build.xb build.ninja
try
try -f build.xb
rm build.ninja
try config keep_going
try -n
edit xb.toml "$(sed 's/an xb.toml/a changed one/' xb.toml)"
try -n
try --quiet
try -t rules
try -p prod -t targets all

: <<'EXPECT'
settings alone are no project:
$ xb
xb: reading Makefile, not CMakeLists.txt
[1] all
a Makefile
[exit 0]
$ xb
xb: reading xb.toml, not Makefile or CMakeLists.txt
[1/1] STEP say
an xb.toml
[exit 0]
$ xb
xb: reading xb.toml, not Makefile or CMakeLists.txt
xb: no work to do.
[exit 0]
by hand:
$ xb
xb: reading build.xb, not xb.toml or Makefile or CMakeLists.txt
[1/1] echo a build.xb
a build.xb
[exit 0]
build said: say
$ xb
[1/1] echo a build.xb
a build.xb
[exit 0]
$ xb -f build.xb
xb: no work to do.
[exit 0]
$ xb config keep_going
xb: reading xb.toml, not Makefile or CMakeLists.txt
keep_going = 2  # xb.toml:1
[exit 0]
$ xb -n
xb: reading xb.toml, not Makefile or CMakeLists.txt
xb: no work to do.
[exit 0]
$ xb -n
xb: would generate build.xb from xb.toml
xb: reading xb.toml, not Makefile or CMakeLists.txt
[1/1] GENERATE build.xb
[exit 0]
$ xb --quiet
a changed one
[exit 0]
$ xb -t rules
phony
step.say
xb.generate
xb.includes
[exit 0]
$ xb -p prod -t targets all
build.xb: xb.generate
xb.always: phony
build/prod/steps/say.done: step.say
say: phony
[exit 0]
EXPECT
