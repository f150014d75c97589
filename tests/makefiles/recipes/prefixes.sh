# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all:
	@echo quiet
	echo loud
	-false
	@-false
	- @ exit 3
	+@echo plus
	@echo end
END
run
run -n
run -s

: <<'EXPECT'
$ make
quiet
echo loud
loud
false
plus
end
2> make: [Makefile:4: all] Error 1 (ignored)
2> make: [Makefile:5: all] Error 1 (ignored)
2> make: [Makefile:6: all] Error 3 (ignored)
[exit 0]
$ make -n
echo quiet
echo loud
false
false
exit 3
echo plus
plus
echo end
[exit 0]
$ make -s
quiet
loud
plus
end
[exit 0]
EXPECT
