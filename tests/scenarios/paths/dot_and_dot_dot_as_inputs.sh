# SPDX-License-Identifier: Apache-2.0
# Directories are inputs like files.
mkdir sub
old .
manifest <<'END'
rule say
  command = echo $in > $out
build sub/out: say . ./sub/..
END
run -v
show sub/out

: <<'EXPECT'
$ ninja -v
[1/1] echo . . > sub/out
[exit 0]
--- sub/out
. .
EXPECT
