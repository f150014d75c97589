# SPDX-License-Identifier: Apache-2.0
# Without default every output that nobody uses is built.
manifest <<'END'
rule touch
  command = touch $out
build a: touch
build b: touch a
build c: touch
END
run_sorted -j1

: <<'EXPECT'
$ ninja -j1
touch a
touch b
touch c
[exit 0]
EXPECT
