# SPDX-License-Identifier: Apache-2.0
# As xb, a command counts wherever it stands, and whatever became of the run.
# xb-only: make knows times only
cat >Makefile <<'END'
F = 1
all: piped out.txt p d
piped: ; echo $(F) | cat >piped
# What is only in between need not be there.
out.txt: out.mid ; cp $< $@
out.mid: out.src ; sed s/a/$(F)/ $< >$@
.INTERMEDIATE: out.mid
p: ; echo $(F) >p
d: p
	test ! -e kill || { rm kill; kill -9 $$PPID; exit 1; }
	cp p d
half:
	echo $(F) >half
	test ! -e kill || { rm kill; kill -9 $$PPID; exit 1; }
	echo whole >>half
fails: in
	echo $(F) >fails
	test ! -e stop
	echo whole >>fails
late: early ; echo $(VERSION) >late
early:
	$(eval VERSION := 5)
	echo $(VERSION) >early
END
echo a >out.src
touch in
try() {
  echo "\$ xb${*:+ }$*"
  xb -j1 "$@" 2>&1 | grep -v '^xb: \*\*\*\|^FAILED\|^  '
}
try
try F=2
show piped out.txt d
echo '--- killed behind a recipe'
touch kill
try F=3 >/dev/null 2>&1
show p d
try F=2
show p d
try F=2
echo '--- killed in a recipe'
touch kill
try half >/dev/null 2>&1
show half
try -d explain half
show half
try half
echo '--- a recipe that has failed'
touch stop
try fails >/dev/null
rm stop
try -d explain fails
show fails
try fails
echo '--- variables that recipes set'
try late
try late
show late

: <<'EXPECT'
$ xb
[1] piped
[2] out.mid
[3] out.txt
[4] p
[5] d
rm out.mid
$ xb F=2
[1] piped
[2] out.mid
[3] out.txt
[4] p
[5] d
rm out.mid
--- piped
2
--- out.txt
2
--- d
2
--- killed behind a recipe
--- p
3
--- d
2
$ xb F=2
[1] piped
[2] out.mid
[3] out.txt
[4] p
[5] d
--- p
2
--- d
2
$ xb F=2
xb: no work to do.
--- killed in a recipe
--- half
1
$ xb -d explain half
Makefile:13: update target 'half' due to: its recipe has failed, or nobody has seen its end
[1] half
--- half
1
whole
$ xb half
xb: no work to do.
--- a recipe that has failed
$ xb -d explain fails
Makefile:17: update target 'fails' due to: its recipe has failed, or nobody has seen its end
[1] fails
--- fails
1
whole
$ xb fails
xb: no work to do.
--- variables that recipes set
$ xb late
[1] early
[2] late
$ xb late
xb: no work to do.
--- late
5
EXPECT
