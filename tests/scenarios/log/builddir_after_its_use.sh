# SPDX-License-Identifier: Apache-2.0
# The last value of builddir in the top file counts.
manifest <<'END'
builddir = first
rule touch
  command = touch $out
build a: touch
builddir = $builddir/second
END
quietly
exists first/second/.ninja_log

: <<'EXPECT'
first/second/.ninja_log: yes
EXPECT
