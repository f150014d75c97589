# SPDX-License-Identifier: Apache-2.0
# A blank line ends a block, whether or not it holds spaces.
printf 'rule say\n\n  command = echo hello > $out\n' | manifest
run
printf 'rule say\n   \n  command = echo hello > $out\n' | manifest
run
printf 'rule say\n  command = echo hello > $out\n\n  description = HI\n' | manifest
run
printf 'rule say\n  command = echo hello > $out\n  \n  description = HI\n' | manifest
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:2: expected 'command =' line
[exit 1]
$ ninja
2> ninja: error: build.ninja:2: expected 'command =' line
[exit 1]
$ ninja
2> ninja: error: build.ninja:4: unexpected indent
[exit 1]
$ ninja
2> ninja: error: build.ninja:4: unexpected indent
[exit 1]
EXPECT
