# SPDX-License-Identifier: Apache-2.0
# Where no log can be written the build fails and says why.
# needs: not-root
manifest <<'END'
rule say
  command = echo hello
build a: say
END
chmod a-w .
"$NINJA" >"$SCRATCH/out" 2>&1 || echo failed
chmod u+w .
grep -q 'Permission denied' "$SCRATCH/out" && echo explained

: <<'EXPECT'
failed
explained
EXPECT
