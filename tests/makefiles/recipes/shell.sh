# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
SHELL = /bin/bash
.SHELLFLAGS = -ec
all: ; @echo $$0 $${BASH_VERSION:+bash}
END
run

: <<'EXPECT'
$ make
/bin/bash bash
[exit 0]
EXPECT
