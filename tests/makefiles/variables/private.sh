# SPDX-License-Identifier: Apache-2.0
# A private variable is not for prerequisites.
makefile <<'END'
private GLOBAL = global
A = file
all: A = all
all: private B = all
all: inner ; @echo $@ [$(A)] [$(B)] [$(GLOBAL)]
inner: ; @echo $@ [$(A)] [$(B)] [$(GLOBAL)]
END
run

: <<'EXPECT'
$ make
inner [all] [] []
all [all] [all] []
[exit 0]
EXPECT
