# SPDX-License-Identifier: Apache-2.0
# Files that are outputs of phony edges are not removed.
old header.h
manifest <<'END'
rule touch
  command = touch $out
build header.h: phony
build a: touch header.h
END
quietly
run -t clean
tree

: <<'EXPECT'
$ ninja -t clean
Cleaning... 1 files.
[exit 0]
build.ninja
header.h
EXPECT
