# SPDX-License-Identifier: Apache-2.0
# The only binding in a dyndep file is restat.
manifest <<'END'
rule touch
  command = touch $out
build out: touch || dd
  dyndep = dd
END
printf 'ninja_dyndep_version = 1\nbuild out: dyndep\n  generator = 1\n' >dd
run

: <<'EXPECT'
$ ninja
2> ninja: error: dd:3: binding is not 'restat'
2>   generator = 1
2>                ^ near here
[exit 1]
EXPECT
