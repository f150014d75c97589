# SPDX-License-Identifier: Apache-2.0
# The generator may call -t restat and -t recompact, as CMake does.
# also-as: xb
cat >generate.sh <<'END'
touch build.ninja
"$NINJA" -t recompact
"$NINJA" -t restat build.ninja
END
old input
manifest <<'END'
rule regenerate
  command = sh generate.sh
  description = REGENERATE
  generator = 1
build build.ninja: regenerate input
rule touch
  command = touch $out
build a: touch
END
run a
newer input
run a
run a

: <<'EXPECT'
$ ninja a
[1/1] touch a
[exit 0]
$ ninja a
[1/1] REGENERATE
ninja: no work to do.
[exit 0]
$ ninja a
ninja: no work to do.
[exit 0]
EXPECT
