# SPDX-License-Identifier: Apache-2.0
# Leading `..` cannot be resolved and are kept.
mkdir -p sub/build
old sub/src
cd sub/build
manifest <<'END'
rule cp
  command = cp $in $out
build out: cp ../../sub/src
build ../other: cp ./../src
END
run_sorted -v

: <<'EXPECT'
$ ninja -v
cp ../../sub/src out
cp ../src ../other
[exit 0]
EXPECT
