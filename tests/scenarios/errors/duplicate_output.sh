# SPDX-License-Identifier: Apache-2.0
# Two edges may not make the same file.
manifest <<'END'
rule touch
  command = touch $out
build out: touch a
build ./out: touch b
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:5: multiple rules generate out
[exit 1]
EXPECT
