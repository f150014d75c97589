# SPDX-License-Identifier: Apache-2.0
# A recorded input need not exist: it makes the edge run, every time.
old src
manifest <<'END'
rule cc
  command = echo "$out: src nowhere.h" > $out.d && cp $in $out
  depfile = $out.d
  deps = gcc
build out: cc src
END
run
run

: <<'EXPECT'
$ ninja
[1/1] echo "out: src nowhere.h" > out.d && cp src out
[exit 0]
$ ninja
[1/1] echo "out: src nowhere.h" > out.d && cp src out
[exit 0]
EXPECT
