# SPDX-License-Identifier: Apache-2.0
# The version comes first and must be one that is known.
manifest <<'END'
rule touch
  command = touch $out
build out: touch || dd
  dyndep = dd
END
: >dd
run
echo 'build out: dyndep' >dd
run
echo 'ninja_dyndep_version = 0' >dd
run
echo 'ninja_dyndep_version = 2' >dd
run
echo 'x = 1' >dd
run
printf 'ninja_dyndep_version = 1.0\nbuild out: dyndep\n' >dd
run

: <<'EXPECT'
$ ninja
2> ninja: error: dd:1: expected 'ninja_dyndep_version = ...'
[exit 1]
$ ninja
2> ninja: error: dd:1: expected 'ninja_dyndep_version = ...'
[exit 1]
$ ninja
2> ninja: error: dd:1: unsupported 'ninja_dyndep_version = 0'
2> ninja_dyndep_version = 0
2>                         ^ near here
[exit 1]
$ ninja
2> ninja: error: dd:1: unsupported 'ninja_dyndep_version = 2'
2> ninja_dyndep_version = 2
2>                         ^ near here
[exit 1]
$ ninja
2> ninja: error: dd:1: expected 'ninja_dyndep_version = ...'
2> x = 1
2>      ^ near here
[exit 1]
$ ninja
[1/1] touch out
[exit 0]
EXPECT
