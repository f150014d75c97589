# SPDX-License-Identifier: Apache-2.0
# Commands read nothing from the tool's standard input.
manifest <<'END'
rule read
  command = cat > $out
build a: read
END
echo text | "$NINJA"
wc -c <a

: <<'EXPECT'
[1/1] cat > a
0
EXPECT
