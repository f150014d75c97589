# SPDX-License-Identifier: Apache-2.0
# If the file exists, phony without inputs only says that it may be missing.
old header.h
manifest <<'END'
rule touch
  command = touch $out
build header.h: phony
build out: touch | header.h
END
run
run
newer header.h
run

: <<'EXPECT'
$ ninja
[1/1] touch out
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
$ ninja
[1/1] touch out
[exit 0]
EXPECT
