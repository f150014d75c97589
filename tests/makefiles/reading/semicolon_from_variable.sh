# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
R = a: ; @echo hi
$(R)
END
run

: <<'EXPECT'
$ make
hi
[exit 0]
EXPECT
