# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
$(info $(if ,a,b) $(if x,a,b) $(if $(Z),a) $(if  x ,a) $(if $(Z) ,a,b,c))
$(info $(or ,,c,d) [$(or ,)] $(and a,b) [$(and a,,b)] [$(and  )])
all: ;
END
run

: <<'EXPECT'
$ make
b a  a b,c
c [] b [] []
make: 'all' is up to date.
[exit 0]
EXPECT
