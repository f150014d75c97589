# SPDX-License-Identifier: Apache-2.0
# A megabyte of output is printed whole.
manifest <<'END'
rule say
  command = awk 'BEGIN { for (i = 0; i < 20000; i++) printf "%050d\n", i }'; touch $out
  description = SAY
build a: say
END
"$NINJA" >"$SCRATCH/out"
wc -l <"$SCRATCH/out"
tail -n 1 "$SCRATCH/out"

: <<'EXPECT'
20001
00000000000000000000000000000000000000000000019999
EXPECT
