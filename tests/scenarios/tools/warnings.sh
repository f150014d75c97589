# SPDX-License-Identifier: Apache-2.0
# What commands had printed is shown again, up to date or not.
# xb-only: the tool is xb's
old src
manifest <<'END'
rule cc
  command = cp $in $out && echo "$in: warning: odd"
rule silent
  command = cp $in $out
build a: cc src
build b: silent a
END
xb -j1
xb
xb warnings
xb warnings b
xb -t warnings a

: <<'EXPECT'
[1/2] cp src a && echo "src: warning: odd"
src: warning: odd
[2/2] cp a b
xb: no work to do.
a:
src: warning: odd
a:
src: warning: odd
a:
src: warning: odd
EXPECT
