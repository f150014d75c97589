# SPDX-License-Identifier: Apache-2.0
# -t targets rule R lists a rule's outputs; without R the sources.
old src other
manifest <<'END'
rule cp
  command = cp $in $out
rule touch
  command = touch $out
build z: cp src
build b: cp z
build c: touch other
END
run -t targets rule cp
run -t targets rule
run -t targets rule nothing

: <<'EXPECT'
$ ninja -t targets rule cp
b
z
[exit 0]
$ ninja -t targets rule
src
other
[exit 0]
$ ninja -t targets rule nothing
[exit 0]
EXPECT
