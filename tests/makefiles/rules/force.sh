# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
a: FORCE ; @echo a; touch a
FORCE:
END
run
run

: <<'EXPECT'
$ make
a
[exit 0]
$ make
a
[exit 0]
EXPECT
