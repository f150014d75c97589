# SPDX-License-Identifier: Apache-2.0
# Where a Makefile is, xb builds it, and shows a status instead of its lines.
# xb-only: make shows every line
cat >Makefile <<'END'
all: one two sub
one: one.c
	cp $< $@
two: one
	@echo a warning >&2
	cp $< $@
sub:
	$(MAKE) -C $@
.PHONY: sub
fail:
	echo before
	-false
	false
END
mkdir sub
echo 'deep: ; touch $@' >sub/Makefile
echo 1 >one.c
try() {
  echo "\$ xb${*:+ }$*"
  status=0
  xb -j1 "$@" 2>&1 || status=$?
  echo "[exit $status]"
}
try
try two
try VAR=x fail
rm two
try -n two
try -v two
try -f Makefile one
mkdir other
cp Makefile other/rules.mk
cp one.c other
try -C other -f rules.mk one
try -t graph
try --quiet fail

: <<'EXPECT'
$ xb
[1] one
[2] two
a warning
[2] sub
[1] deep
[exit 0]
$ xb two
xb: no work to do.
[exit 0]
$ xb VAR=x fail
[1] fail
FAILED: [code=1] fail\s
false
before
xb: [Makefile:12: fail] Error 1 (ignored)
xb: *** [Makefile:13: fail] Error 1

1 step failed:
  fail (exit 1)
[exit 2]
$ xb -n two
echo a warning >&2
cp one two
[exit 0]
$ xb -v two
a warning
cp one two
[exit 0]
$ xb -f Makefile one
xb: no work to do.
[exit 0]
$ xb -C other -f rules.mk one
xb: Entering directory `other'
[1] one
[exit 0]
$ xb -t graph
xb: error: The tool `graph` reads a build.ninja, not `Makefile`
[exit 1]
$ xb --quiet fail
FAILED: [code=1] fail\s
false
before
xb: [Makefile:12: fail] Error 1 (ignored)
xb: *** [Makefile:13: fail] Error 1

1 step failed:
  fail (exit 1)
[exit 2]
EXPECT
