# SPDX-License-Identifier: Apache-2.0
# --quiet prints what commands print, and nothing else.
# oracle: >=1.12
manifest <<'END'
rule say
  command = echo hello && touch $out
build a: say
END
run --quiet
run --quiet

: <<'EXPECT'
$ ninja --quiet
hello
[exit 0]
$ ninja --quiet
[exit 0]
EXPECT
