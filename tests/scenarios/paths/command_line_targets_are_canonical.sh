# SPDX-License-Identifier: Apache-2.0
# A target named on the command line is made canonical first.
manifest <<'END'
rule touch
  command = touch $out
build d/out: touch
END
run ./d//x/../out

: <<'EXPECT'
$ ninja ./d//x/../out
[1/1] touch d/out
[exit 0]
EXPECT
