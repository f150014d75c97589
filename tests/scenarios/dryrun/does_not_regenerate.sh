# SPDX-License-Identifier: Apache-2.0
# With -n a manifest that is out of date is all that is shown.
old input
manifest <<'END'
rule regenerate
  command = touch build.ninja
  generator = 1
build build.ninja: regenerate input
rule touch
  command = touch $out
build a: touch
END
newer input
run -n a

: <<'EXPECT'
$ ninja -n a
[1/1] touch build.ninja
[exit 0]
EXPECT
