# SPDX-License-Identifier: Apache-2.0
# Absolute paths are taken as they are.
manifest <<END
rule touch
  command = touch \$out
build $PWD/sub/../out: touch
END
run -v
run "$PWD/out"

: <<'EXPECT'
$ ninja -v
[1/1] touch $DIR/out
[exit 0]
$ ninja $DIR/out
ninja: no work to do.
[exit 0]
EXPECT
