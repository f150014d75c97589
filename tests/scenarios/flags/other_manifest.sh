# SPDX-License-Identifier: Apache-2.0
# -f names another manifest.
cat >other.ninja <<'END'
rule touch
  command = touch $out
build out: touch
END
run -f other.ninja
run -f missing.ninja

: <<'EXPECT'
$ ninja -f other.ninja
[1/1] touch out
[exit 0]
$ ninja -f missing.ninja
2> ninja: error: loading 'missing.ninja': No such file or directory
[exit 1]
EXPECT
