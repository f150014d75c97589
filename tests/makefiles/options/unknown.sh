# SPDX-License-Identifier: Apache-2.0
run --no-such-option 2>&1 | head -1

: <<'EXPECT'
$ make --no-such-option
EXPECT
