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
echo "# parts are kept"
why() { xb why out | sed 's/^  \(last run\|before\): .*/  \1: TIMES/'; }
CPATH=two why
newer src
CPATH=two why
LIBRARY_PATH=/lib why

: <<'EXPECT'
[1/1] cat src > out
xb: no work to do.
xb: no work to do.
xb explain: environment changed for out, and an input is newer
[1/1] cat src > out
# parts are kept
out:
  last run: TIMES
  because:    environment changed for out, and an input is newer
  before: TIMES
  environment: changed for that run
    CPATH changed
  now:        up to date
out:
  last run: TIMES
  because:    environment changed for out, and an input is newer
  before: TIMES
  environment: changed for that run
    CPATH changed
  now:        up to date
out:
  last run: TIMES
  because:    environment changed for out, and an input is newer
  before: TIMES
  environment: changed for that run
    CPATH changed
  environment: changed since
    CPATH is no longer set
    LIBRARY_PATH was not set
  now:        out of date
    environment changed for out, and an input is newer
EXPECT
