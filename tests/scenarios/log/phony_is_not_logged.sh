# SPDX-License-Identifier: Apache-2.0
# Phony edges leave no trace in the log.
manifest <<'END'
rule touch
  command = touch $out
build a: touch
build b: phony a
END
quietly b
logged

: <<'EXPECT'
a
EXPECT
