# SPDX-License-Identifier: Apache-2.0
# Older requirements are fine.
manifest <<'END'
ninja_required_version = 1.3
build out: phony
END
run

: <<'EXPECT'
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
