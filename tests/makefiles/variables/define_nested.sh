# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
define outer
define inner
x
endef
endef
$(info [$(value outer)])
$(eval $(outer))
$(info [$(inner)])
all: ;
END
run

: <<'EXPECT'
$ make
[define inner
x
endef]
[x]
make: 'all' is up to date.
[exit 0]
EXPECT
