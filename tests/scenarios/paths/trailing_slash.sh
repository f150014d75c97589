# SPDX-License-Identifier: Apache-2.0
# A trailing slash makes no other file.
manifest <<'END'
rule mk
  command = mkdir -p $out
build dir/: mk
build all: phony dir
END
run -v all
run

: <<'EXPECT'
$ ninja -v all
[1/1] mkdir -p dir
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
