# SPDX-License-Identifier: Apache-2.0
# A dyndep file may be made by the build that uses it.
# also-as: xb
old src scan.in
manifest <<'END'
rule scan
  command = printf 'ninja_dyndep_version = 1\nbuild out: dyndep | extra\n' > $out
rule cp
  command = cp $in $out
build dd: scan scan.in
build extra: cp src
build out: cp src || dd
  dyndep = dd
END
run_sorted out
run out
newer src
run_sorted out

: <<'EXPECT'
$ ninja out
cp src extra
cp src out
printf 'ninja_dyndep_version = 1\nbuild out: dyndep | extra\n' > dd
[exit 0]
$ ninja out
ninja: no work to do.
[exit 0]
$ ninja out
cp src extra
cp src out
[exit 0]
EXPECT
