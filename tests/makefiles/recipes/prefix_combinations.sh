# SPDX-License-Identifier: Apache-2.0
# Prefixes in any order and with blanks between; from variables too.
makefile <<'END'
AT = @
DASH = -
all:
	@-false
	- @ false
	$(AT)echo from a variable
	$(DASH)$(AT)exit 3
	@+-echo all three; exit 1
END
run
run -n

: <<'EXPECT'
$ make
from a variable
all three
2> make: [Makefile:4: all] Error 1 (ignored)
2> make: [Makefile:5: all] Error 1 (ignored)
2> make: [Makefile:7: all] Error 3 (ignored)
2> make: [Makefile:8: all] Error 1 (ignored)
[exit 0]
$ make -n
false
false
echo from a variable
exit 3
echo all three; exit 1
all three
2> make: [Makefile:8: all] Error 1 (ignored)
[exit 0]
EXPECT
