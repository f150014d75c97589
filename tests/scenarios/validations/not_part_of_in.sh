# SPDX-License-Identifier: Apache-2.0
# A validation is no input: neither in $in nor able to dirty.
old src other
manifest <<'END'
rule say
  command = echo "[$in]" > $out
rule cp
  command = cp $in $out
build out: say src || other |@ checked
build checked: cp other
END
run_sorted out
show out
newer other
run out

: <<'EXPECT'
$ ninja out
cp other checked
echo "[src]" > out
[exit 0]
--- out
[src]
$ ninja out
[1/1] cp other checked
[exit 0]
EXPECT
