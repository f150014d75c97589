# SPDX-License-Identifier: Apache-2.0
# A variable that the settings add counts as those that compilers look at.
# xb-only: content is xb's rule
old src
manifest <<'END'
rule cat
  command = cat $in > $out
build out: cat src
END
export XB_CACHE_ENV=FLAVOUR
settle
FLAVOUR=sweet xb
newer src
settle
FLAVOUR=sweet xb
FLAVOUR=sour xb why out | tail -4
FLAVOUR=sour xb

: <<'EXPECT'
[1/1] cat src > out
xb: no work to do.
  environment: changed since
    FLAVOUR changed
  now:        out of date
    environment changed for out, and an input is newer
[1/1] cat src > out
EXPECT
