# SPDX-License-Identifier: Apache-2.0
# -v names the files, -n only names them.
manifest <<'END'
rule touch
  command = touch $out
build a: touch
build b: touch a
END
quietly
run -n -t clean
run -v -t clean
tree

: <<'EXPECT'
$ ninja -n -t clean
Cleaning...
Remove a
Remove b
2 files.
[exit 0]
$ ninja -v -t clean
Cleaning...
Remove a
Remove b
2 files.
[exit 0]
build.ninja
EXPECT
