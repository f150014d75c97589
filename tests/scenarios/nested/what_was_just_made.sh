# SPDX-License-Identifier: Apache-2.0
# A build inside a command knows of what the one outside has just made.
# also-as: xb
manifest <<'END'
rule touch
  command = echo ran >> runs && touch $out
rule nest
  command = "$$NINJA" a > log.txt && touch $out
build a: touch
build all: phony a
build b: nest || all
END
quietly b
quietly b
cat runs

: <<'EXPECT'
ran
EXPECT
