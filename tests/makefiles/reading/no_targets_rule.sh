# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
$(NONE): x
	echo never
all: ; @echo all
END
run

: <<'EXPECT'
$ make
all
[exit 0]
EXPECT
