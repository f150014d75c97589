# SPDX-License-Identifier: Apache-2.0
# A second colon is unexpected.
manifest <<'END'
rule touch
  command = touch $out
build out: touch a: b
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:3: expected newline, got ':'
2> build out: touch a: b
2>                   ^ near here
[exit 1]
EXPECT
