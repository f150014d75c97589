# SPDX-License-Identifier: Apache-2.0
# An edge's own binding is expanded at once, before $in and $out have a value.
old src
manifest <<'END'
rule say
  command = echo "$flags" > $out
build out: say src
  flags = in=$in out=$out
END
run
show out

: <<'EXPECT'
$ ninja
[1/1] echo "in= out=" > out
[exit 0]
--- out
in= out=
EXPECT
