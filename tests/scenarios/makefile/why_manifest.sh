# SPDX-License-Identifier: Apache-2.0
# `xb why --manifest` tells why a Makefile was read, what kept that from being
# remembered, and what would make the next run read it again.
# xb-only: make remembers nothing
mkdir src
old src/a.in
cat >Makefile <<'END'
COUNT := $(words $(wildcard src/*.in))
VERSION := $(shell cat VERSION)
all: out
out: src/a.in ; cp $< $@
note: ; @echo $(file >note,text)
END
echo 1 >VERSION
try() {
  echo "\$ xb${*:+ }$*"
  xb -j1 "$@" 2>&1 |
    sed 's/\(last read:  \)[0-9].*/\1TIME/; s/[0-9]* \(files\|variables\)/N \1/'
}
why() {
  try why --manifest "$@"
}
# What changed in this moment may change once more in it: nothing is kept then.
later() {
  settle
  xb -j1 >/dev/null
}
why
mkdir .xb
try
why
later
why
touch src/b.in
why
later
why | grep because
rm src/b.in src/a.in
VERSION=3 FLAGS=-O2 why
old src/a.in
later
echo 2 >VERSION
later
why all
why | grep because
echo 'D := $(shell sort list)$(LEVEL)' >>Makefile
echo one >list
later
later
LEVEL=1 why | grep -v files
echo two >list
later
why | grep because
cat >>Makefile <<'END'
$(file >>log,x)
END
later
why
xb make -q
why -q
XB_NO_MAKE_MEMORY=1 why | grep now
rm .xb/make-????????????????
why | grep now
cat >build.ninja <<'END'
rule r
  command = :
END
why
xb -f Makefile why --manifest nonsense

: <<'EXPECT'
$ xb why --manifest
no run of a Makefile is on record here
  runs that look at fewer than N files leave nothing behind, unless there is
  a directory .xb
$ xb
[1] out
$ xb why --manifest
xb -j1:
  last read:  TIME
  because:    this command line is new here
  remembered: no, because Makefile:4: the recipe of `out` runs
  now:        read again: nothing is remembered
$ xb why --manifest
xb -j1:
  last read:  TIME
  because:    the run before was not remembered: Makefile:4: the recipe of `out` runs
  remembered: yes
  now:        not read, as long as N files, 1 listing of directories and 16 variables of the
              environment are as they are
$ xb why --manifest
xb -j1:
  last read:  TIME
  because:    the run before was not remembered: Makefile:4: the recipe of `out` runs
  remembered: yes
  now:        read again
      directory `src/`, which $(wildcard) or a search for rules has listed, has other names in it
  because:    directory `src/`, which $(wildcard) or a search for rules has listed, has other names in it
$ xb why --manifest
xb -j1:
  last read:  TIME
  because:    directory `src/`, which $(wildcard) or a search for rules has listed, has other names in it
  remembered: yes
  now:        read again
      variable `VERSION` of the environment was not set
      file `src/a.in` is no longer there
      directory `src/`, which $(wildcard) or a search for rules has listed, has other names in it
$ xb why --manifest all
no such command line is on record here
  because:    file `VERSION` has changed
$ xb why --manifest
xb -j1:
  last read:  TIME
  because:    file `Makefile` has changed
  remembered: yes
  now:        read again
      variable `LEVEL` of the environment was not set
  each time:  $(shell sort list) is run and compared
  because:    $(shell sort list) gives another result
$ xb why --manifest
xb -j1:
  last read:  TIME
  because:    file `Makefile` has changed
  remembered: no, because Makefile:7: $(file) appends to `log`
  now:        read again
      file `Makefile` has changed
  each time:  $(shell sort list) is run and compared
$ xb why --manifest -q
make -q:
  last read:  TIME
  because:    this command line is new here
  remembered: no, because Makefile:7: $(file) appends to `log`
  now:        read again: nothing is remembered
  now:        read again: XB_NO_MAKE_MEMORY is set
  now:        read again: XB_NO_MAKE_MEMORY is set
  now:        read again: nothing is remembered
  now:        read again: nothing is remembered
$ xb why --manifest
xb: error: `--manifest` asks about a Makefile; what is built here is `build.ninja`
no such command line is on record here
EXPECT
