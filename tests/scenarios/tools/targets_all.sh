# SPDX-License-Identifier: Apache-2.0
# -t targets all lists each output with its rule, in the manifest's order.
old src
manifest <<'END'
rule cp
  command = cp $in $out
build z | y: cp src
build a: cp z
build all: phony a
END
run -t targets all
run -t targets everything
run -t targets dept

: <<'EXPECT'
$ ninja -t targets all
z: cp
y: cp
a: cp
all: phony
[exit 0]
$ ninja -t targets everything
2> ninja: error: unknown target tool mode 'everything'
[exit 1]
$ ninja -t targets dept
2> ninja: error: unknown target tool mode 'dept', did you mean 'depth'?
[exit 1]
EXPECT
