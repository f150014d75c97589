# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
.hidden: ; @echo no
first: ; @echo first
second: ; @echo second
.DEFAULT_GOAL = second
END
run

: <<'EXPECT'
$ make
second
[exit 0]
EXPECT
