# SPDX-License-Identifier: Apache-2.0
# Lines that are no entries are skipped.
manifest <<'END'
rule touch
  command = touch $out
build a: touch
build b: touch a
END
quietly
printf 'garbage\n\t\t\t\t\n1\t2\n' >>.ninja_log
run
touch c
printf 'build c: touch b\n' >>build.ninja
run
run

: <<'EXPECT'
$ ninja
ninja: no work to do.
[exit 0]
$ ninja
[1/1] touch c
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
