# SPDX-License-Identifier: Apache-2.0
# -f may be given several times; the names are not looked for then.
makefile <<'END'
all: ; @echo wrong
END
makefile one.mk <<'END'
A = 1
all: ; @echo $(A) $(B) $(MAKEFILE_LIST)
END
makefile two.mk <<'END'
B = 2
END
run -f one.mk -f two.mk
run -f two.mk --file=one.mk --makefile two.mk
run -f missing.mk

: <<'EXPECT'
$ make -f one.mk -f two.mk
1 2 one.mk two.mk
[exit 0]
$ make -f two.mk --file=one.mk --makefile two.mk
1 2 two.mk one.mk two.mk
[exit 0]
$ make -f missing.mk
2> make: missing.mk: No such file or directory
2> make: *** No rule to make target 'missing.mk'.  Stop.
[exit 2]
EXPECT
