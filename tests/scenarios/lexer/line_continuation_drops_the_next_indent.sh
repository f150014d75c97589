# SPDX-License-Identifier: Apache-2.0
# `$` at the end of a line joins the next one, without its leading spaces.
manifest <<'END'
rule say
  command = echo one$
            two $
            three > $out
build $
  out: $
    say
END
run -v
show out

: <<'EXPECT'
$ ninja -v
[1/1] echo onetwo three > out
[exit 0]
--- out
onetwo three
EXPECT
