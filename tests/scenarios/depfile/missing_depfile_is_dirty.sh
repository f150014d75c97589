# SPDX-License-Identifier: Apache-2.0
# When the depfile is gone its edge runs again.
old src
manifest <<'END'
rule cc
  command = echo "$out: src" > $out.d && cp $in $out
  depfile = $out.d
build out: cc src
END
quietly
rm out.d
run
run

: <<'EXPECT'
$ ninja
[1/1] echo "out: src" > out.d && cp src out
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
