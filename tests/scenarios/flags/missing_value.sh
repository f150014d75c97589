# SPDX-License-Identifier: Apache-2.0
# A flag without its value is a wrong usage.
manifest <<'END'
build a: phony
END
for flag in -C -f -j -k -l -d -t -w; do
  "$NINJA" $flag >"$SCRATCH/out" 2>"$SCRATCH/err"
  echo "$flag [exit $?] $(grep -c '^usage' "$SCRATCH/err")"
done

: <<'EXPECT'
-C [exit 1] 1
-f [exit 1] 1
-j [exit 1] 1
-k [exit 1] 1
-l [exit 1] 1
-d [exit 1] 1
-t [exit 1] 1
-w [exit 1] 1
EXPECT
