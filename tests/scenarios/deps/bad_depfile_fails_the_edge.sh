# SPDX-License-Identifier: Apache-2.0
# A depfile that cannot be parsed fails the edge that wrote it.
old src
manifest <<'END'
rule cc
  command = echo "no colon" > $out.d && cp $in $out
  depfile = $out.d
  deps = gcc
build out: cc src
END
run

: <<'EXPECT'
$ ninja
[1/1] echo "no colon" > out.d && cp src out
FAILED: [code=1] out\s
echo "no colon" > out.d && cp src out
expected ':' in depfile
ninja: build stopped: subcommand failed.
[exit 1]
EXPECT
