# SPDX-License-Identifier: Apache-2.0
# A phony that lists itself as an input is taken as if it did not.
manifest <<'END'
rule touch
  command = touch $out
build a: phony a b
build b: touch
END
run a
run a

: <<'EXPECT'
$ ninja a
[1/1] touch b
2> ninja: warning: phony target 'a' names itself as an input; ignoring [-w phonycycle=warn]
[exit 0]
$ ninja a
ninja: no work to do.
2> ninja: warning: phony target 'a' names itself as an input; ignoring [-w phonycycle=warn]
[exit 0]
EXPECT
