# SPDX-License-Identifier: Apache-2.0
# A default needs a name.
manifest <<'END'
build a: phony
default
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:2: expected target name
2> default
2>        ^ near here
[exit 1]
EXPECT
