# SPDX-License-Identifier: Apache-2.0
# Who touches an input of a generator wants it to run: it looks at more.
# xb-only: content is xb's rule
old src
manifest <<'END'
rule gen
  command = cat $in > $out
  generator = 1
build out: gen src
END
settle
xb
newer src
settle
xb
xb

: <<'EXPECT'
[1/1] cat src > out
[1/1] cat src > out
xb: no work to do.
EXPECT
