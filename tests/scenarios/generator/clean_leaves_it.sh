# SPDX-License-Identifier: Apache-2.0
# -t clean removes a generator's outputs only with -g.
manifest <<'END'
rule gen
  command = touch $out
  generator = 1
rule touch
  command = touch $out
build made: gen
build out: touch
END
quietly
run -t clean
tree
run -t clean -g
tree

: <<'EXPECT'
$ ninja -t clean
Cleaning... 1 files.
[exit 0]
build.ninja
made
$ ninja -t clean -g
Cleaning... 1 files.
[exit 0]
build.ninja
EXPECT
