# SPDX-License-Identifier: Apache-2.0
# A discovered input that nobody makes may be missing: the edge runs.
# oracle: >=1.12
cat >dd <<'END'
ninja_dyndep_version = 1
build out: dyndep | nowhere
END
manifest <<'END'
rule touch
  command = touch $out
build out: touch || dd
  dyndep = dd
END
run out
run out

: <<'EXPECT'
$ ninja out
[1/1] touch out
[exit 0]
$ ninja out
[1/1] touch out
[exit 0]
EXPECT
