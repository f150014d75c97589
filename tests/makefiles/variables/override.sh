# SPDX-License-Identifier: Apache-2.0
# override against the command line, with all that it goes with.
makefile <<'END'
A = file
override B = file
override C += more
override define D
file
endef
override F := $(F) and more
override export G = exported
all:
	@echo $(A) $(B) $(C) $(D) $(F) $(origin B)
	@echo $$G
END
run A=1 B=1 C=1 D=1 F=1 G=1

: <<'EXPECT'
$ make A=1 B=1 C=1 D=1 F=1 G=1
1 file 1 more file 1 and more override
exported
[exit 0]
EXPECT
