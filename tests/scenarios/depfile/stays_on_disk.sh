# SPDX-License-Identifier: Apache-2.0
# Without deps the depfile is kept and read by each build.
old src
manifest <<'END'
rule cc
  command = echo "$out: src" > $out.d && cp $in $out
  depfile = $out.d
build out: cc src
END
run
show out.d

: <<'EXPECT'
$ ninja
[1/1] echo "out: src" > out.d && cp src out
[exit 0]
--- out.d
out: src
EXPECT
