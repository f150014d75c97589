# SPDX-License-Identifier: Apache-2.0
# -t targets lists roots and what is below them, to a depth.
old src
manifest <<'END'
rule cp
  command = cp $in $out
rule touch
  command = touch $out
build a: cp src
build b: cp a
build c: phony b
build d: touch
END
run -t targets
run -t targets depth 2
run -t targets depth 0

: <<'EXPECT'
$ ninja -t targets
c: phony
d: touch
[exit 0]
$ ninja -t targets depth 2
c: phony
  b: cp
d: touch
[exit 0]
$ ninja -t targets depth 0
c: phony
  b: cp
    a: cp
      src
d: touch
[exit 0]
EXPECT
