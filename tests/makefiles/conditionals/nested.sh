# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
ifdef X
ifdef Y
$(info no)
else
$(info no)
endif
else
ifndef Y
$(info yes)
else
$(info no)
endif
endif
all:
ifdef X
	@echo no
else
	@echo yes
endif
END
run
run X=1

: <<'EXPECT'
$ make
yes
yes
[exit 0]
$ make X=1
no
no
[exit 0]
EXPECT
