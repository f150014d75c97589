# SPDX-License-Identifier: Apache-2.0
# -t compdb-targets takes targets and prints what they need, as -t compdb does.
# xb-only: since 1.13
manifest <<'END'
rule cc
  command = cc -c $in -o $out
build a.o: cc a.c
build b.o: cc b.c
build both: phony a.o b.o
END
run -t compdb-targets a.o
"$NINJA" -t compdb-targets both >"$SCRATCH/some"
"$NINJA" -t compdb cc >"$SCRATCH/all"
cmp "$SCRATCH/some" "$SCRATCH/all" && echo same
"$NINJA" -t compdb-targets nowhere >/dev/null 2>&1
echo "[exit $?]"
"$NINJA" -t compdb-targets >/dev/null 2>&1
echo "[exit $?]"

: <<'EXPECT'
$ ninja -t compdb-targets a.o
[
  {
    "directory": "$DIR",
    "command": "cc -c a.c -o a.o",
    "file": "a.c",
    "output": "a.o"
  }
]
[exit 0]
same
[exit 1]
[exit 1]
EXPECT
