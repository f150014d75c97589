# SPDX-License-Identifier: Apache-2.0
# A new log has the version of ninja 1.13.
# xb-only: older ninjas write 5 or 6
manifest <<'END'
rule touch
  command = touch $out
build a: touch
END
quietly
head -n 1 .ninja_log

: <<'EXPECT'
# ninja log v7
EXPECT
