# SPDX-License-Identifier: Apache-2.0
# deps is gcc or msvc.
manifest <<'END'
rule cc
  command = touch $out
  deps = icc
build out: cc
END
run

: <<'EXPECT'
$ ninja
2> ninja: fatal: unknown deps type 'icc'
[exit 1]
EXPECT
