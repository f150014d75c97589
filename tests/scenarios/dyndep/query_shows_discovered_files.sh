# SPDX-License-Identifier: Apache-2.0
# -t query shows what a dyndep file adds.
cat >dd <<'END'
ninja_dyndep_version = 1
build out | more: dyndep | extra
END
manifest <<'END'
rule touch
  command = touch $out
build out: touch || dd
  dyndep = dd
END
run -t query out

: <<'EXPECT'
$ ninja -t query out
out:
  input: touch
    | extra
    || dd
  outputs:
[exit 0]
EXPECT
