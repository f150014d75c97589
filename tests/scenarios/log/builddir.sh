# SPDX-License-Identifier: Apache-2.0
# builddir is the directory of the log; it is made.
manifest <<'END'
builddir = some/where
rule touch
  command = touch $out
build a: touch
END
quietly
exists .ninja_log some/where/.ninja_log
logged some/where/.ninja_log
run

: <<'EXPECT'
.ninja_log: no
some/where/.ninja_log: yes
a
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
