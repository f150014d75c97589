# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
A = x
ifeq ($(A),x)
$(info 1)
else
$(info no)
endif
ifeq "$(A)" 'x'
$(info 2)
endif
ifneq ($(A), x )
$(info 3)
endif
ifeq ($(B),)
$(info 4)
endif
ifeq (a,b)
$(info no)
else ifeq (a,a)
$(info 5)
else
$(info no)
endif
all: ;
END
run

: <<'EXPECT'
$ make
1
2
3
4
5
make: 'all' is up to date.
[exit 0]
EXPECT
