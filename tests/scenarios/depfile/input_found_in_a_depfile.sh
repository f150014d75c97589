# SPDX-License-Identifier: Apache-2.0
# An input named in the depfile counts from the next build on.
# also-as: xb
old src header
manifest <<'END'
rule cc
  command = echo "$out: src header" > $out.d && cat $in header > $out
  depfile = $out.d
build out: cc src
END
run
run
edit header changed
run
show out
run

: <<'EXPECT'
$ ninja
[1/1] echo "out: src header" > out.d && cat src header > out
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
$ ninja
[1/1] echo "out: src header" > out.d && cat src header > out
[exit 0]
--- out
changed
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
