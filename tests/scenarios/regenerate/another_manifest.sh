# SPDX-License-Identifier: Apache-2.0
# The manifest named by -f is the one that is regenerated.
# normalise: ^\[\d+/\d+\] => [N/N]
old input
cat >other.ninja <<'END'
rule regenerate
  command = touch other.ninja
  description = REGENERATE
  generator = 1
build other.ninja: regenerate input
rule touch
  command = touch $out
build a: touch
END
newer input
run -f other.ninja
run -f other.ninja

: <<'EXPECT'
$ ninja -f other.ninja
[1/1] REGENERATE
[1/2] touch a
[exit 0]
$ ninja -f other.ninja
ninja: no work to do.
[exit 0]
EXPECT
