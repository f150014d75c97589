# SPDX-License-Identifier: Apache-2.0
# -t cleandead of one knows what the other has built.
# needs: oracle
manifest <<'END'
rule touch
  command = touch $out
build a: touch
build b: touch
END
oracle a
run b
manifest <<'END'
build c: phony
END
run -t cleandead
tree

: <<'EXPECT'
$ oracle a
[1/1] touch a
[exit 0]
$ ninja b
[1/1] touch b
[exit 0]
$ ninja -t cleandead
Cleaning... 2 files.
[exit 0]
build.ninja
EXPECT
