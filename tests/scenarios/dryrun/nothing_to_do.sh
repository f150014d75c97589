# SPDX-License-Identifier: Apache-2.0
# -n with everything up to date.
old src
manifest <<'END'
rule cp
  command = cp $in $out
build a: cp src
END
quietly
run -n

: <<'EXPECT'
$ ninja -n
ninja: no work to do.
[exit 0]
EXPECT
