# SPDX-License-Identifier: Apache-2.0
# With -j on the command line the jobserver is left alone.
# xb-only: since 1.13
mkfifo "$SCRATCH/fifo" one two
exec 3<>"$SCRATCH/fifo"
export MAKEFLAGS=" -j8 --jobserver-auth=fifo:$SCRATCH/fifo"
manifest <<'END'
rule first
  command = echo > one; read x < two; touch $out
rule second
  command = read x < one; echo > two; touch $out
build a: first
build b: second
END
"$NINJA" -j2 >"$SCRATCH/out"
echo "[exit $?]"
tree

: <<'EXPECT'
[exit 0]
a
b
build.ninja
EXPECT
