# SPDX-License-Identifier: Apache-2.0
# Words of other tools get a pointer to what is meant.
manifest <<'END'
build library: phony
END
run clean
run help

: <<'EXPECT'
$ ninja clean
2> ninja: error: unknown target 'clean', did you mean 'ninja -t clean'?
[exit 1]
$ ninja help
2> ninja: error: unknown target 'help', did you mean 'ninja -h'?
[exit 1]
EXPECT
