# SPDX-License-Identifier: Apache-2.0
# The log holds start, end, time, output and hash of what was built.
manifest <<'END'
rule touch
  command = touch a b
build a | b: touch
END
quietly
sed -n '1s/v[567]$/vN/p' .ninja_log
awk -F'\t' 'NR > 1 { print NF, $4, length($5) <= 16 }' .ninja_log

: <<'EXPECT'
# ninja log vN
5 a 1
5 b 1
EXPECT
