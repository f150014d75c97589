# SPDX-License-Identifier: Apache-2.0
# A manifest may come out of a pipe.
cat >generate <<'END'
echo 'rule touch'
echo '  command = touch $out'
echo 'build a: touch'
END
sh generate | "$NINJA" -f /dev/stdin
tree

: <<'EXPECT'
[1/1] touch a
a
generate
EXPECT
