# SPDX-License-Identifier: Apache-2.0
# A depfile that is a directory is an error.
mkdir out.d
manifest <<'END'
rule cc
  command = touch $out
  depfile = out.d
build out: cc
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: loading 'out.d': Is a directory
[exit 1]
EXPECT
