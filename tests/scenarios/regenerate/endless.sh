# SPDX-License-Identifier: Apache-2.0
# A manifest that stays dirty ends the build with an error.
# normalise: after \d+ tries => after N tries
old build.ninja
manifest <<'END'
rule regenerate
  command = touch -d @1000000000 build.ninja
  generator = 1
build build.ninja: regenerate input
rule touch
  command = touch $out
build a: touch
END
newer input
old build.ninja
"$NINJA" a >"$SCRATCH/out" 2>"$SCRATCH/err"
echo "[exit $?]"
cat "$SCRATCH/err"
exists a

: <<'EXPECT'
[exit 1]
ninja: error: manifest 'build.ninja' still dirty after 100 tries, perhaps system time is not set
a: no
EXPECT
