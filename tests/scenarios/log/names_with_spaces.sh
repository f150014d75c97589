# SPDX-License-Identifier: Apache-2.0
# Outputs with spaces in their names are found again.
manifest <<'END'
rule touch
  command = touch $out
build a$ b: touch
build c$ $ d: touch a$ b
END
run
run

: <<'EXPECT'
$ ninja
[1/2] touch 'a b'
[2/2] touch 'c  d'
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
