# SPDX-License-Identifier: Apache-2.0
# A name must be followed by an equals sign.
manifest <<'END'
name value
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:1: expected '=', got identifier
2> name value
2>      ^ near here
[exit 1]
EXPECT
