# SPDX-License-Identifier: Apache-2.0
# A default must name a known path.
manifest <<'END'
build a: phony
default b
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:2: unknown target 'b'
2> default b
2>          ^ near here
[exit 1]
EXPECT
