# SPDX-License-Identifier: Apache-2.0
# What ended before xb was killed runs again when an input was replaced since,
# and only then.
# xb-only: content is xb's rule
echo one >one
echo two >two
stamp 1000000000 one two
manifest <<'END'
rule cat
  command = cat $in > $out
rule stop
  command = cat $in > $out && if [ -e stop ]; then $
      kill -KILL $$(cat "$$SCRATCH/pid") && exec sleep 60; fi
build a: cat one
build b: cat two
build out: stop a b
END
touch stop
export SCRATCH
settle
sh -c 'echo $$ >"$SCRATCH/pid"; exec xb -j1' >"$SCRATCH/out" 2>&1 || :
rm stop
echo other >new
touch -d @1000000000 new
mv new one
settle
xb -j1 2>"$SCRATCH/err"
show out
xb

: <<'EXPECT'
[1/2] cat one > a
[2/2] cat a b > out && if [ -e stop ]; then kill -KILL $(cat "$SCRATCH/pid") && exec sleep 60; fi
--- out
other
two
xb: no work to do.
EXPECT
