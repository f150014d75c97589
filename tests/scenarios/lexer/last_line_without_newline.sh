# SPDX-License-Identifier: Apache-2.0
# The end of the file does not end a statement; the newline is required.
printf 'rule say\n  command = echo hello > $out\nbuild out: say' | manifest
run
printf 'rule say\n  command = echo hello > $out\nbuild out: say\nx = 1' | manifest
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:3: unexpected EOF
2> build out: say
2>               ^ near here
[exit 1]
$ ninja
2> ninja: error: build.ninja:4: unexpected EOF
2> x = 1
2>      ^ near here
[exit 1]
EXPECT
