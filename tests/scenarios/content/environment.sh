# SPDX-License-Identifier: Apache-2.0
# A newer input in another environment runs.
# xb-only: content is xb's rule
old src
manifest <<'END'
rule cat
  command = cat $in > $out
build out: cat src
END
settle
CPATH=one xb
CPATH=two xb
newer src
settle
CPATH=one xb
newer src
settle
CPATH=two xb -d explain 2>&1

: <<'EXPECT'
[1/1] cat src > out
xb: no work to do.
xb: no work to do.
xb explain: environment changed for out, and an input is newer
[1/1] cat src > out
EXPECT
