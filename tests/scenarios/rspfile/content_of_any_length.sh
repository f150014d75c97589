# SPDX-License-Identifier: Apache-2.0
# Half a million bytes are no trouble.
awk 'BEGIN {
  print "rule cat\n  command = cat $out.rsp > $out\n  rspfile = $out.rsp"
  print "  rspfile_content = $in"
  for (i = 0; i < 25000; i++) printf "build input-number-%06d: phony\n", i
  printf "build out: cat"
  for (i = 0; i < 25000; i++) printf " input-number-%06d", i
  print "" }' | manifest
run
wc -c <out

: <<'EXPECT'
$ ninja
[1/1] cat out.rsp > out
[exit 0]
499999
EXPECT
