# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: private V = secret
all: a ; @echo $@ [$(V)]
a: ; @echo $@ [$(V)]
END
run

: <<'EXPECT'
$ make
a []
all [secret]
[exit 0]
EXPECT
