# SPDX-License-Identifier: Apache-2.0
# A failed command's depfile is not taken.
old src
manifest <<'END'
rule fail
  command = echo "$out: src" > $out.d; touch $out; exit 1
  depfile = $out.d
  deps = gcc
build a: fail src
END
run
run -t deps a

: <<'EXPECT'
$ ninja
[1/1] echo "a: src" > a.d; touch a; exit 1
FAILED: [code=1] a\s
echo "a: src" > a.d; touch a; exit 1
ninja: build stopped: subcommand failed.
[exit 1]
$ ninja -t deps a
a: deps not found
[exit 0]
EXPECT
