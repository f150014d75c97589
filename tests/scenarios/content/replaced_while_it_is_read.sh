# SPDX-License-Identifier: Apache-2.0
# An input that is replaced by an older file while a command runs, its reader's
# or another one, is built again.
# xb-only: content is xb's rule
echo first >src
echo other >backup
stamp 1000000000 src backup
manifest <<'END'
rule swap
  command = cat $in > $out && if [ -e backup ]; then mv backup src; fi
rule cc
  command = cat $in inc > $out && echo "$out: $in inc" > $out.d && $
      if [ -e inc.old ]; then cp -p inc.old inc && rm inc.old; fi
  deps = gcc
  depfile = $out.d
build a: swap src
build b: cc main
END
echo main >main
echo new >inc
echo old >inc.old
stamp 1000000000 inc.old
settle
xb -j1 >"$SCRATCH/out"
settle
xb why a b | grep -A1 now: | grep -v -e --
xb -j1 >"$SCRATCH/out"
show a b
settle
xb

: <<'EXPECT'
  now:        out of date
    input src was changed while the command of a ran
  now:        out of date
    input inc was changed while the command of b ran
--- a
other
--- b
main
old
xb: no work to do.
EXPECT
