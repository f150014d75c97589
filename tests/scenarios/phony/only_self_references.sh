# SPDX-License-Identifier: Apache-2.0
# A phony that names itself is no root, though the input is dropped.
manifest <<'END'
rule touch
  command = touch $out
build a: phony a b
build b: touch
END
run
run -t targets
run b
manifest <<'END'
rule touch
  command = touch $out
build a: phony a
build b: touch
END
run -t targets

: <<'EXPECT'
$ ninja
2> ninja: warning: phony target 'a' names itself as an input; ignoring [-w phonycycle=warn]
2> ninja: error: could not determine root nodes of build graph
[exit 1]
$ ninja -t targets
2> ninja: warning: phony target 'a' names itself as an input; ignoring [-w phonycycle=warn]
2> ninja: error: could not determine root nodes of build graph
[exit 1]
$ ninja b
[1/1] touch b
2> ninja: warning: phony target 'a' names itself as an input; ignoring [-w phonycycle=warn]
[exit 0]
$ ninja -t targets
b: touch
2> ninja: warning: phony target 'a' names itself as an input; ignoring [-w phonycycle=warn]
[exit 0]
EXPECT
