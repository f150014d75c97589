# SPDX-License-Identifier: Apache-2.0
# A million bytes are no trouble.
awk 'BEGIN {
  print "rule cat\n  command = cat $out.rsp > $out\n  rspfile = $out.rsp"
  print "  rspfile_content = $in"
  for (i = 0; i < 50000; i++) {
    inputs = inputs sprintf(" input-number-%06d", i)
    printf "build input-number-%06d: phony\n", i
  }
  print "build out: cat" inputs }' | manifest
run
wc -c <out

: <<'EXPECT'
$ ninja
[1/1] cat out.rsp > out
[exit 0]
999999
EXPECT
