# SPDX-License-Identifier: Apache-2.0
# Output that does not end in a newline spoils no line of its own.
# normalise: hello\n*(\[|$) => hello\n\1
# normalise: SAY\n+ => SAY\n
manifest <<'END'
rule say
  command = printf hello; touch $out
  description = SAY
build a: say
build b: say a
END
run

: <<'EXPECT'
$ ninja
[1/2] SAY
hello[2/2] SAY

hello
[exit 0]
EXPECT
