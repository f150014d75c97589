# SPDX-License-Identifier: Apache-2.0
# Phony without inputs and without a file makes what depends on it run always.
manifest <<'END'
rule touch
  command = touch $out
build always: phony
build out: touch always
END
run
run

: <<'EXPECT'
$ ninja
[1/1] touch out
[exit 0]
$ ninja
[1/1] touch out
[exit 0]
EXPECT
