# SPDX-License-Identifier: Apache-2.0
# -t rules lists the rules; -d adds the descriptions, unexpanded.
manifest <<'END'
rule zip
  command = zip $out $in
  description = ZIP $out and ${in}
rule cp
  command = cp $in $out
build a: phony
END
run -t rules
run -t rules -d

: <<'EXPECT'
$ ninja -t rules
cp
phony
zip
[exit 0]
$ ninja -t rules -d
cp
phony
zip: ZIP ${out} and ${in}
[exit 0]
EXPECT
