# SPDX-License-Identifier: Apache-2.0
# Edges with discovered outputs are handed over too.
# needs: oracle
old src
manifest <<'END'
rule scan
  command = printf 'ninja_dyndep_version = 1\nbuild out | more: dyndep\n  restat = 1\n' > $out
rule two
  command = cp $in out && cp $in more
build dd: scan src
build out: two src || dd
  dyndep = dd
END
oracle -j1
run
oracle
edit src changed
run -j1
oracle
run

: <<'EXPECT'
$ oracle -j1
[1/2] printf 'ninja_dyndep_version = 1\nbuild out | more: dyndep\n  restat = 1\n' > dd
[2/2] cp src out && cp src more
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
$ oracle
ninja: no work to do.
[exit 0]
$ ninja -j1
[1/2] printf 'ninja_dyndep_version = 1\nbuild out | more: dyndep\n  restat = 1\n' > dd
[2/2] cp src out && cp src more
[exit 0]
$ oracle
ninja: no work to do.
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
