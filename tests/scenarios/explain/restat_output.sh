# SPDX-License-Identifier: Apache-2.0
# A restat edge compares its inputs with the time in the log.
# oracle: >=1.12
old src
manifest <<'END'
rule gen
  command = cmp -s $in $out || cp $in $out
  restat = 1
build a: gen src
END
quietly
newer src
quietly
newer src
run -d explain

: <<'EXPECT'
$ ninja -d explain
[1/1] cmp -s src a || cp src a
2> ninja explain: recorded mtime of a older than most recent input src (TIME vs TIME)
[exit 0]
EXPECT
