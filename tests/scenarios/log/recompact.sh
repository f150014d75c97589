# SPDX-License-Identifier: Apache-2.0
# -t recompact leaves one line for each output, and none for outputs that have
# neither an edge nor a file any more.
# oracle: >=1.12
manifest <<'END'
n = 0
rule say
  command = echo $n > $out
build a: say
build b: say
build c: say
END
for n in 1 2 3; do
  sed -i "s/^n = .*/n = $n/" build.ninja
  quietly
done
# Without the lines by which xb takes back what it is about to make anew.
awk -F'\t' 'NF == 5 && $3 != 0' .ninja_log | wc -l
sed -i '/build [bc]/d' build.ninja
rm c
run -t recompact
awk -F'\t' 'NF == 5 { print $4 }' .ninja_log | sort
run

: <<'EXPECT'
9
$ ninja -t recompact
[exit 0]
a
b
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
