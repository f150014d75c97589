# SPDX-License-Identifier: Apache-2.0
# `xb why` tells all that was another for the last run, not only what was found
# first: every input with its digests, the command, the environment.
# xb-only: content is xb's rule
# normalise: (last run|before): .* (succeeded|because) => \1: TIMES \2
echo one >a
echo one >b
echo one >same
manifest <<'END'
flags = -u
rule cat
  command = cat $flags $in > $out
build mid: cat a b same
build out: cat mid
END
settle
xb >"$SCRATCH/out"
echo two >a
echo two >c
sed -i 's/cat a b same/cat a c same/; s/= -u/= -s/' build.ninja
settle
CPATH=/include xb >"$SCRATCH/out"
CPATH=/include xb why mid
echo "# what would run in another environment, behind another step"
newer a
settle
xb why out

: <<'EXPECT'
mid:
  last run: TIMES succeeded
  because:    command line changed for mid
  before: TIMES because output mid doesn't exist
  inputs:     changed for that run
      a (06567c16a1de182538d12e73f626d650 vs 92b8d0e4f8fc8dd82096e784d42f2c6a)
    + c (92b8d0e4f8fc8dd82096e784d42f2c6a)
    - b (06567c16a1de182538d12e73f626d650)
  command:    changed for that run
      cat
    - -u
    + -s
      a
    - b
    + c
      same > mid
  environment: changed for that run
    CPATH was not set
  now:        up to date
# what would run in another environment, behind another step
out:
  last run: TIMES succeeded
  because:    mid is dirty
  before: TIMES because mid is dirty
  inputs:     changed for that run
      mid (c7525a90a819424f42bab89d2c0c36bf vs 704b13f4ddf0a58f08fca07840a16b79)
  command:    changed for that run
      cat
    - -u
    + -s
      mid > out
  environment: changed for that run
    CPATH was not set
  environment: changed since
    CPATH is no longer set
  now:        out of date
    mid is dirty
      environment changed for mid, and an input is newer
        CPATH is no longer set
EXPECT
