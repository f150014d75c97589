# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
ifdef A
define x
endif
endef
endif
$(info ok)
all: ;
END
run

: <<'EXPECT'
$ make
ok
make: 'all' is up to date.
[exit 0]
EXPECT
