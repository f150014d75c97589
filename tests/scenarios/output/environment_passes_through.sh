# SPDX-License-Identifier: Apache-2.0
# Commands get the tool's environment, with or without a shell.
manifest <<'END'
rule shell
  command = echo "$$SPECIAL" > $out
rule direct
  command = printenv SPECIAL
build a: shell
build b: direct
END
export SPECIAL='a value'
run -j1 a
run -j1 b
show a

: <<'EXPECT'
$ ninja -j1 a
[1/1] echo "$SPECIAL" > a
[exit 0]
$ ninja -j1 b
[1/1] printenv SPECIAL
a value
[exit 0]
--- a
a value
EXPECT
