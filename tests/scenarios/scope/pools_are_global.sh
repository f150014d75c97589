# SPDX-License-Identifier: Apache-2.0
# A pool of a subninja is known everywhere.
cat >part.ninja <<'END'
pool narrow
  depth = 1
END
manifest <<'END'
subninja part.ninja
rule touch
  command = touch $out
  pool = narrow
build out: touch
END
run

: <<'EXPECT'
$ ninja
[1/1] touch out
[exit 0]
EXPECT
