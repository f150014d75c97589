# SPDX-License-Identifier: Apache-2.0
# An unknown mode is an error with a suggestion.
run -d explian
run -d nonsense

: <<'EXPECT'
$ ninja -d explian
2> ninja: error: unknown debug setting 'explian', did you mean 'explain'?
[exit 1]
$ ninja -d nonsense
2> ninja: error: unknown debug setting 'nonsense'
[exit 1]
EXPECT
