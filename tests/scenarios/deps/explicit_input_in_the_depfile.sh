# SPDX-License-Identifier: Apache-2.0
# A missing input that is in the manifest too is an error, not merely a reason
# to run.
# oracle: >=1.12
old src
manifest <<'END'
rule cc
  command = echo "$out: src" > $out.d && cp $in $out
  depfile = $out.d
  deps = gcc
build out: cc src
END
run
rm src
run

: <<'EXPECT'
$ ninja
[1/1] echo "out: src" > out.d && cp src out
[exit 0]
$ ninja
2> ninja: error: 'src', needed by 'out', missing and no known rule to make it
[exit 1]
EXPECT
