# SPDX-License-Identifier: Apache-2.0
# Replayed is only what is up to date: not what waits behind a failure, nor the
# words of a run that another program has repeated since.
# xb-only: the flag is xb's
# needs: oracle
old good bad
manifest <<'END'
rule cc
  command = grep -v fail $in > $out && echo "$in: warning: odd"
rule link
  command = cat $in > $out && echo "$out: linked"
build good.o: cc good
build bad.o: cc bad
build app: link good.o bad.o
build checked: link good.o |@ good.check
build good.check: cc good
END
echo text >good
echo text >bad
settle
xb >"$SCRATCH/out"
echo "# a validation is one of the targets' steps"
xb --replay-warnings checked
edit bad fail
settle
status=0
xb --replay-warnings app || status=$?
echo "[exit $status]"
echo "# ninja has run it since"
edit good changed
"$ORACLE" good.o >"$SCRATCH/out"
settle
xb --replay-warnings good.o

: <<'EXPECT'
# a validation is one of the targets' steps
REPLAYED: good.o
good: warning: odd
REPLAYED: checked
checked: linked
REPLAYED: good.check
good: warning: odd
xb: no work to do.
[1/2] grep -v fail bad > bad.o && echo "bad: warning: odd"
FAILED: [code=1] bad.o\s
grep -v fail bad > bad.o && echo "bad: warning: odd"
REPLAYED: good.o
good: warning: odd

1 step failed:
  bad.o (exit 1)
xb: build stopped: subcommand failed.
[exit 1]
# ninja has run it since
xb: no work to do.
EXPECT
