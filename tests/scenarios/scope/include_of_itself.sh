# SPDX-License-Identifier: Apache-2.0
# A file that includes itself ends in an error.
# xb-only: ninja recurses until its stack ends
manifest <<'END'
include build.ninja
END
"$NINJA" >/dev/null 2>&1
echo "[exit $?]"

: <<'EXPECT'
[exit 1]
EXPECT
