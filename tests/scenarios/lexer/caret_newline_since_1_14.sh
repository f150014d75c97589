# SPDX-License-Identifier: Apache-2.0
# A manifest that requires 1.14 may write a newline as `$^`.
# xb-only: `$^` is a newline from ninja 1.14 on
manifest <<'END'
ninja_required_version = 1.14
rule list
  command = cat $out.rsp > $out
  rspfile = $out.rsp
  rspfile_content = $in$^two
build out: list build.ninja
END
run
show out

: <<'EXPECT'
$ ninja
[1/1] cat out.rsp > out
[exit 0]
--- out
build.ninja
two(no newline)
EXPECT
