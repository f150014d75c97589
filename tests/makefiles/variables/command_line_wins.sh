# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
A = file
override B = file
C := file
C += more
override D += more
$(info $(A) $(B) $(C) $(D))
all: ;
END
run A=cl B=cl C=cl D=cl

: <<'EXPECT'
$ make A=cl B=cl C=cl D=cl
cl file cl cl more
make: 'all' is up to date.
[exit 0]
EXPECT
