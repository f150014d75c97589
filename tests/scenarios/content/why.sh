# SPDX-License-Identifier: Apache-2.0
# `xb why` judges by content, too, and names the digests.
# xb-only: content is xb's rule
# normalise: last run: .* succeeded => last run: TIMES succeeded
echo old >src
manifest <<'END'
rule cat
  command = cat $in > $out
build out: cat src
END
settle
xb >"$SCRATCH/out"
newer src
settle
xb why out
echo new >src
touch -d @1000000000 src
xb why out
xb --freshness=mtime why out
CPATH=elsewhere xb why out

: <<'EXPECT'
out:
  last run:   TIMES succeeded
  because:    output out doesn't exist
  now:        up to date
out:
  last run:   TIMES succeeded
  because:    output out doesn't exist
  now:        out of date
    content of input src changed (21e62d6e4f1f39eeea112c60392ff825 vs 07baf267a0c0ef53ec95a82711cc4758)
out:
  last run:   TIMES succeeded
  because:    output out doesn't exist
  now:        up to date
out:
  last run:   TIMES succeeded
  because:    output out doesn't exist
  environment: changed since
    CPATH was not set
  now:        out of date
    content of input src changed (21e62d6e4f1f39eeea112c60392ff825 vs 07baf267a0c0ef53ec95a82711cc4758)
EXPECT
