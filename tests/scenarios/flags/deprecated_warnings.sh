# SPDX-License-Identifier: Apache-2.0
# Warning flags of former times are taken with a warning, so that generators
# which still pass them go on working.
# xb-only: 1.12 refused them, 1.13 takes them again
manifest <<'END'
build out: phony
END
run -w dupbuild=err
run -w dupbuild=warn
run -w depfilemulti=err

: <<'EXPECT'
$ ninja -w dupbuild=err
ninja: no work to do.
2> ninja: warning: deprecated warning 'dupbuild'
[exit 0]
$ ninja -w dupbuild=warn
ninja: no work to do.
2> ninja: warning: deprecated warning 'dupbuild'
[exit 0]
$ ninja -w depfilemulti=err
ninja: no work to do.
2> ninja: warning: deprecated warning 'depfilemulti'
[exit 0]
EXPECT
