# SPDX-License-Identifier: Apache-2.0
# A header that was deleted, but has a phony edge, makes the output dirty once
# more instead of stopping the build.
old header.h src
manifest <<'END'
rule cc
  command = touch $out
build header.h: phony
build out: cc src | header.h
END
quietly
rm header.h
run

: <<'EXPECT'
$ ninja
[1/1] touch out
[exit 0]
EXPECT
