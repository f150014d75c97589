# SPDX-License-Identifier: Apache-2.0
# 1.13 gave -t inputs flags for the form and the order of the list.
# xb-only: since 1.13
old 'a b' src
manifest <<'END'
rule cp
  command = cat $in > $out
build z: cp src
build y: cp z a$ b
build x: cp y
END
run -t inputs --no-shell-escape x
run -t inputs -E x
run -t inputs --dependency-order x
run -t inputs -d x
run -t inputs --print0 z
run -t inputs -0 z

: <<'EXPECT'
$ ninja -t inputs --no-shell-escape x
a b
src
y
z
[exit 0]
$ ninja -t inputs -E x
a b
src
y
z
[exit 0]
$ ninja -t inputs --dependency-order x
src
z
'a b'
y
[exit 0]
$ ninja -t inputs -d x
src
z
'a b'
y
[exit 0]
$ ninja -t inputs --print0 z
src\0[exit 0]
$ ninja -t inputs -0 z
src\0[exit 0]
EXPECT
