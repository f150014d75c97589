# SPDX-License-Identifier: Apache-2.0
# With -w phonycycle=err such a phony is a dependency cycle.
manifest <<'END'
build a: phony a
END
run -w phonycycle=err a
run -w phonycycle=warn a

: <<'EXPECT'
$ ninja -w phonycycle=err a
2> ninja: error: dependency cycle: a -> a [-w phonycycle=err]
[exit 1]
$ ninja -w phonycycle=warn a
ninja: no work to do.
2> ninja: warning: phony target 'a' names itself as an input; ignoring [-w phonycycle=warn]
[exit 0]
EXPECT
