# SPDX-License-Identifier: Apache-2.0
# A dyndep file adds an implicit input: the edge waits for it and follows it.
# also-as: xb
old src extra.in
cat >dd <<'END'
ninja_dyndep_version = 1
build out: dyndep | extra
END
manifest <<'END'
rule cp
  command = cp $in $out
build extra: cp extra.in
build out: cp src || dd
  dyndep = dd
END
run -j1 out
run out
edit extra.in changed
run -j1 out

: <<'EXPECT'
$ ninja -j1 out
[1/2] cp extra.in extra
[2/2] cp src out
[exit 0]
$ ninja out
ninja: no work to do.
[exit 0]
$ ninja -j1 out
[1/2] cp extra.in extra
[2/2] cp src out
[exit 0]
EXPECT
