# SPDX-License-Identifier: Apache-2.0
# A default is made canonical.
manifest <<'END'
rule touch
  command = touch $out
build d/a: touch
build b: touch
default ./d//a
END
run

: <<'EXPECT'
$ ninja
[1/1] touch d/a
[exit 0]
EXPECT
