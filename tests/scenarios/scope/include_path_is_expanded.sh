# SPDX-License-Identifier: Apache-2.0
# The name of an included file may hold variables.
mkdir parts
cat >parts/a.ninja <<'END'
build out: phony
END
manifest <<'END'
dir = parts
include $dir/a.ninja
END
run

: <<'EXPECT'
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
