# SPDX-License-Identifier: Apache-2.0
# A dyndep file adds an output, so that others may depend on it.
# also-as: xb
old src
cat >dd <<'END'
ninja_dyndep_version = 1
build out | more: dyndep
build user: dyndep | more
END
manifest <<'END'
rule two
  command = cp $in $out && cp $in more
  dyndep = dd
rule cp
  command = cp more $out
  dyndep = dd
build out: two src || dd
build user: cp || dd
END
run -j1 user
rm more
run -j1 user
run user

: <<'EXPECT'
$ ninja -j1 user
[1/2] cp src out && cp src more
[2/2] cp more user
[exit 0]
$ ninja -j1 user
[1/2] cp src out && cp src more
[2/2] cp more user
[exit 0]
$ ninja user
ninja: no work to do.
[exit 0]
EXPECT
