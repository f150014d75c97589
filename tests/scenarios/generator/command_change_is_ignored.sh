# SPDX-License-Identifier: Apache-2.0
# A generator's output is not made again because its command changed.
manifest <<'END'
rule gen
  command = echo one > $out
  generator = 1
build out: gen
END
run
sed -i 's/one/two/' build.ninja
run
show out

: <<'EXPECT'
$ ninja
[1/1] echo one > out
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
--- out
one
EXPECT
