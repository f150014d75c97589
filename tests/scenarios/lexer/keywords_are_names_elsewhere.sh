# SPDX-License-Identifier: Apache-2.0
# Statement keywords may be names of variables, rules and files.
manifest <<'END'
rule rule
  command = echo $pool $default > $out
build build: rule
  pool =
  default = text
END
run
show build

: <<'EXPECT'
$ ninja
[1/1] echo  text > build
[exit 0]
--- build
text
EXPECT
