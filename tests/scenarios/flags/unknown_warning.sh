# SPDX-License-Identifier: Apache-2.0
# An unknown warning is an error with a suggestion.
run -w phonycycle=er
run -w nonsense

: <<'EXPECT'
$ ninja -w phonycycle=er
2> ninja: error: unknown warning flag 'phonycycle=er', did you mean 'phonycycle=err'?
[exit 1]
$ ninja -w nonsense
2> ninja: error: unknown warning flag 'nonsense'
[exit 1]
EXPECT
