# SPDX-License-Identifier: Apache-2.0
# A comment takes a whole line, indented or not; elsewhere `#` is text.
manifest <<'END'
# first
rule say
  # inside a rule
  command = echo 'not # a comment' > $out

  # between
build out: say  # x
    # last
END
run
manifest <<'END'
rule say
  command = echo 'not # a comment' > $out
    # deeper
# outside
build out: say
 # one space
default out
END
run
show out

: <<'EXPECT'
$ ninja
2> ninja: error: '#', needed by 'out', missing and no known rule to make it
[exit 1]
$ ninja
[1/1] echo 'not # a comment' > out
[exit 0]
--- out
not # a comment
EXPECT
