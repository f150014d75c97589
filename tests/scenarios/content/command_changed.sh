# SPDX-License-Identifier: Apache-2.0
# Another command runs, whatever the inputs are.
# xb-only: content is xb's rule
old src
manifest <<'END'
rule cat
  command = cat $in > $out
build out: cat src
END
settle
xb
sed -i 's/cat \$in/cat < $in/' build.ninja
xb
xb

: <<'EXPECT'
[1/1] cat src > out
[1/1] cat < src > out
xb: no work to do.
EXPECT
