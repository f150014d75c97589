# SPDX-License-Identifier: Apache-2.0
# A generator's output that is not in the log is accepted if it is new enough.
old src
touch out
manifest <<'END'
rule gen
  command = cp $in $out
  generator = 1
build out: gen src
END
run

: <<'EXPECT'
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
