# SPDX-License-Identifier: Apache-2.0
# A file that is no log is replaced.
# oracle: >=1.12
manifest <<'END'
rule touch
  command = touch $out
build a: touch
END
echo 'hello' >.ninja_log
run
run

: <<'EXPECT'
$ ninja
[1/1] touch a
2> ninja: warning: build log version is too old; starting over
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
