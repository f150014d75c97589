# SPDX-License-Identifier: Apache-2.0
# An output that is a directory is left alone with an error.
# normalise: ^(2> ninja: error: remove\(dir\): ).* => \1
manifest <<'END'
rule mkdir
  command = mkdir $out && touch $out/file
build dir: mkdir
END
quietly
run -t clean
tree

: <<'EXPECT'
$ ninja -t clean
Cleaning... 0 files.
2> ninja: error: remove(dir): Directory not empty
[exit 1]
build.ninja
dir/file
EXPECT
