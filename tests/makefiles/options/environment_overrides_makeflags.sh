# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
$(info $(origin MAKEFLAGS) $(MAKEFLAGS) $(origin MFLAGS))
MAKEFLAGS += -k
$(info $(origin MAKEFLAGS) $(MAKEFLAGS))
MAKEFLAGS := r
$(info $(origin MAKEFLAGS) $(MAKEFLAGS))
all:;@echo $(MAKEFLAGS)
END
run -e
MAKEFLAGS=i run -e
MAKEFLAGS=e run

: <<'EXPECT'
$ make -e
environment override e environment override
environment override e
environment override e
e
[exit 0]
$ make -e
environment override ei environment override
environment override ei
environment override ei
ei
[exit 0]
$ make
environment override e environment override
environment override e
environment override e
e
[exit 0]
EXPECT
