# SPDX-License-Identifier: Apache-2.0
# also-as: xb
# What was found up to date is looked at again: whatever changes is seen.
old src second header other
manifest <<'END'
rule cc
  command = echo "$out: $in header" > $out.d && cat $in header > $out
  depfile = $out.d
  deps = gcc
rule made
  command = echo "$out: $in other" > $out.d && cat $in other > $out
  depfile = $out.d
build src.o: cc src
build made: made second
build out: phony src.o made
default out
END
quietly -j1
twice() {
  run -j1 "$@"
  run -j1 "$@"
}
twice
edit src changed
twice
edit header changed
twice
edit other changed
twice
rm src.o
twice
rm made.d
twice
twice src.o
edit other again
twice src.o
twice made

: <<'EXPECT'
$ ninja -j1
ninja: no work to do.
[exit 0]
$ ninja -j1
ninja: no work to do.
[exit 0]
$ ninja -j1
[1/1] echo "src.o: src header" > src.o.d && cat src header > src.o
[exit 0]
$ ninja -j1
ninja: no work to do.
[exit 0]
$ ninja -j1
[1/1] echo "src.o: src header" > src.o.d && cat src header > src.o
[exit 0]
$ ninja -j1
ninja: no work to do.
[exit 0]
$ ninja -j1
[1/1] echo "made: second other" > made.d && cat second other > made
[exit 0]
$ ninja -j1
ninja: no work to do.
[exit 0]
$ ninja -j1
[1/1] echo "src.o: src header" > src.o.d && cat src header > src.o
[exit 0]
$ ninja -j1
ninja: no work to do.
[exit 0]
$ ninja -j1
[1/1] echo "made: second other" > made.d && cat second other > made
[exit 0]
$ ninja -j1
ninja: no work to do.
[exit 0]
$ ninja -j1 src.o
ninja: no work to do.
[exit 0]
$ ninja -j1 src.o
ninja: no work to do.
[exit 0]
$ ninja -j1 src.o
ninja: no work to do.
[exit 0]
$ ninja -j1 src.o
ninja: no work to do.
[exit 0]
$ ninja -j1 made
[1/1] echo "made: second other" > made.d && cat second other > made
[exit 0]
$ ninja -j1 made
ninja: no work to do.
[exit 0]
EXPECT
