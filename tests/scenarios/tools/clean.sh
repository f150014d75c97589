# SPDX-License-Identifier: Apache-2.0
# -t clean removes what the manifest makes, with response files and depfiles.
old src
manifest <<'END'
rule cc
  command = echo "$out: $in" > $out.d && cp $in $out
  depfile = $out.d
  rspfile = $out.rsp
  rspfile_content = x
build d/a: cc src
build b: cc d/a
build all: phony b
END
quietly -d keeprsp -d keepdepfile
tree
run -t clean
tree
run -t clean

: <<'EXPECT'
b
b.d
b.rsp
build.ninja
d/a
d/a.d
d/a.rsp
src
$ ninja -t clean
Cleaning... 6 files.
[exit 0]
build.ninja
src
$ ninja -t clean
Cleaning... 0 files.
[exit 0]
EXPECT
