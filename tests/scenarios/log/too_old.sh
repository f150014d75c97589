# SPDX-License-Identifier: Apache-2.0
# A log of a version that is too old is dropped with a warning.
# oracle: >=1.12
manifest <<'END'
rule touch
  command = touch $out
build a: touch
END
quietly
sed -i '1s/v[0-9]*$/v1/' .ninja_log
run
run
sed -n '1s/v[567]$/vN/p' .ninja_log

: <<'EXPECT'
$ ninja
[1/1] touch a
2> ninja: warning: build log version is too old; starting over
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
# ninja log vN
EXPECT
