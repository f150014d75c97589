# SPDX-License-Identifier: Apache-2.0
# -t multi-inputs prints each target with each of its inputs.
# xb-only: since 1.13
old src other
manifest <<'END'
rule cp
  command = cat $in > $out
build a: cp src
build b: cp other
END
run -t multi-inputs a b
run -t multi-inputs --delimiter ' <- ' a
run -t multi-inputs --print0 a

: <<'EXPECT'
$ ninja -t multi-inputs a b
a	src
b	other
[exit 0]
$ ninja -t multi-inputs --delimiter  <-  a
a <- src
[exit 0]
$ ninja -t multi-inputs --print0 a
a	src\0[exit 0]
EXPECT
