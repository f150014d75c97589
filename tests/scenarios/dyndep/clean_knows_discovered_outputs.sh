# SPDX-License-Identifier: Apache-2.0
# -t clean removes discovered outputs as well.
cat >dd <<'END'
ninja_dyndep_version = 1
build out | more: dyndep
END
manifest <<'END'
rule two
  command = touch out more
build out: two || dd
  dyndep = dd
END
run
run -t clean
tree

: <<'EXPECT'
$ ninja
[1/1] touch out more
[exit 0]
$ ninja -t clean
Cleaning... 2 files.
[exit 0]
build.ninja
dd
EXPECT
