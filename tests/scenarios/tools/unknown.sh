# SPDX-License-Identifier: Apache-2.0
# An unknown tool is fatal, with a suggestion if one is near.
manifest <<'END'
build a: phony
END
run -t comands
run -t nonsense

: <<'EXPECT'
$ ninja -t comands
2> ninja: fatal: unknown tool 'comands', did you mean 'commands'?
[exit 1]
$ ninja -t nonsense
2> ninja: fatal: unknown tool 'nonsense'
[exit 1]
EXPECT
