# SPDX-License-Identifier: Apache-2.0
# A build with nothing to do has nothing to explain.
manifest <<'END'
rule touch
  command = touch $out
build a: touch
END
quietly
run -d explain

: <<'EXPECT'
$ ninja -d explain
ninja: no work to do.
[exit 0]
EXPECT
