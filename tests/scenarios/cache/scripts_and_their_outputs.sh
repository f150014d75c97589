# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# A script may add to what it finds under the name of its output.  What it left
# is only brought back where there is nothing.
cat >add <<'END'
#!/bin/sh
cat "$1" >>"$2"
END
chmod +x add
manifest <<'END'
rule add
  command = ./add $in $out
rule anew
  command = rm -f $out && ./add $in $out
build a: add in
build b: anew in
END
with_cache
export XB_CACHE=all
edit in 1
quietly
edit in 2
quietly
show a b
edit in 1
run_sorted
show a b
"$(dirname "$NINJA")/xb" why a b | grep cache
quietly -t clean
run_sorted
show a b

: <<'EXPECT'
--- a
1
2
--- b
2
$ ninja
./add in a
rm -f b && ./add in b
[exit 0]
--- a
1
2
1
--- b
1
  cache:      not cached because `a` is there, and its script may read that
  cache:      brought back
$ ninja
./add in a
rm -f b && ./add in b
[exit 0]
--- a
1
--- b
1
EXPECT
