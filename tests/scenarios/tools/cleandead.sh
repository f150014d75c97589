# SPDX-License-Identifier: Apache-2.0
# -t cleandead removes what a former manifest made and this one does not know.
manifest <<'END'
rule touch
  command = touch $out
build a: touch
build b: touch
build used: touch
END
quietly
manifest <<'END'
rule touch
  command = touch $out
build a: touch
build new: touch used
END
run -t cleandead
tree

: <<'EXPECT'
$ ninja -t cleandead
Cleaning... 1 files.
[exit 0]
a
build.ninja
used
EXPECT
