# SPDX-License-Identifier: Apache-2.0
# A dyndep file that nobody makes must exist.
manifest <<'END'
rule touch
  command = touch $out
build out: touch || dd
  dyndep = dd
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: loading 'dd': No such file or directory
[exit 1]
EXPECT
