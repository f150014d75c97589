# SPDX-License-Identifier: Apache-2.0
# -t tools read the manifest as it is.
old input
manifest <<'END'
rule regenerate
  command = touch build.ninja
  generator = 1
build build.ninja: regenerate input
build a: phony input
END
newer input
run -t targets all

: <<'EXPECT'
$ ninja -t targets all
build.ninja: regenerate
a: phony
[exit 0]
EXPECT
