# SPDX-License-Identifier: Apache-2.0
# An include that cannot be read is an error at its line.
manifest <<'END'
x = 1
include nowhere.ninja
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:2: loading 'nowhere.ninja': No such file or directory
2> include nowhere.ninja
2>                      ^ near here
[exit 1]
EXPECT
