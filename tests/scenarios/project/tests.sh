# SPDX-License-Identifier: Apache-2.0
# `xb test` runs the tests whose inputs have changed, or all of them, and tells
# of all of them to other programs.
# xb-only: ninja reads no project file
# needs: program cc
try() {
  echo "\$ xb${*:+ }$*"
  status=0
  xb "$@" >"$SCRATCH/out" 2>&1 || status=$?
  sed 's/^\[[0-9/]*\] //; s/^FAILED: \[code=[0-9]*\] /FAILED: /' \
    "$SCRATCH/out" | grep -v 'rm -f build'
  echo "[exit $status]"
}
cat >xb.toml <<'END'
jobs = 1

[test]
timeout = 10
env = { WHO = "test" }

[target.good]
type = "test"
sources = ["good.c"]
args = ["--say", "two words"]
data = ["data/*.txt"]

[target.bad]
type = "test"
sources = ["bad.c"]

[target.special]
type = "test"
sources = ["bad.c"]
exit_status = 3
directory = "data"

[target.endless]
type = "test"
sources = ["endless.c"]
timeout = 1
END
mkdir data
echo 1 >data/one.txt
cat >good.c <<'END'
#include <stdio.h>
#include <stdlib.h>
int main(int argc, char** argv) {
  return printf("%s %s\n", getenv("WHO"), argv[argc - 1]) < 0;
}
END
cat >bad.c <<'END'
#include <stdio.h>
int main(void) {
  puts("a < b & c");
  return 3;
}
END
echo 'int main(void) { for (;;) {} }' >endless.c
try
try test good special
try test good
try test --all good
edit data/one.txt 2
try test good
try test --junit=out/report.xml
sed 's/time="[^"]*"/time=""/' out/report.xml
try test godo

: <<'EXPECT'
$ xb
CC build/dev/obj/good/good.c.o
CC build/dev/obj/bad/bad.c.o
CC build/dev/obj/special/bad.c.o
CC build/dev/obj/endless/endless.c.o
LINK build/dev/good
LINK build/dev/bad
LINK build/dev/special
LINK build/dev/endless
[exit 0]
$ xb test good special
CC build/test/obj/good/good.c.o
CC build/test/obj/special/bad.c.o
LINK build/test/good
LINK build/test/special
TEST good
test two words
TEST special
a < b & c
[exit 0]
$ xb test good
xb: no work to do.
[exit 0]
$ xb test --all good
TEST good
test two words
[exit 0]
$ xb test good
TEST good
test two words
[exit 0]
$ xb test --junit=out/report.xml
CC build/test/obj/bad/bad.c.o
CC build/test/obj/endless/endless.c.o
LINK build/test/bad
LINK build/test/endless
TEST bad
FAILED: build/test/test-results/bad.passed\s
a < b & c
TEST endless
FAILED: build/test/test-results/endless.passed\s
timed out after 1 s

2 steps failed:
  build/test/test-results/bad.passed (exit 3)
    a < b & c
  build/test/test-results/endless.passed (exit 137)
    timed out after 1 s
xb: build stopped: cannot make progress due to previous errors.
[exit 137]
<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="4" failures="2" time="">
  <testsuite name="xb" tests="4" failures="2" time="">
    <testcase classname="xb" name="good" time=""/>
    <testcase classname="xb" name="bad" time="">
      <failure message="exit status 3"/>
      <system-out>a &lt; b &amp; c
</system-out>
    </testcase>
    <testcase classname="xb" name="special" time=""/>
    <testcase classname="xb" name="endless" time="">
      <failure message="exit status 137"/>
      <system-out>timed out after 1 s
</system-out>
    </testcase>
  </testsuite>
</testsuites>
$ xb test godo
xb: error: `godo` is no test; did you mean `good`?
[exit 1]
EXPECT
