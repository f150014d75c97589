# SPDX-License-Identifier: Apache-2.0
# A new implicit input older than the output is no reason to run.
old a b
manifest <<'END'
rule touch
  command = touch $out
build out: touch | a
END
run
sed -i 's/| a/| a b/' build.ninja
run

: <<'EXPECT'
$ ninja
[1/1] touch out
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
