# SPDX-License-Identifier: Apache-2.0
# When $(info), $(warning) and $(error) speak: at reading, and at running.
makefile <<'END'
$(info reading)
late = $(info late)
all:
	@echo one $(late)
	@echo two $(info with two)
$(warning end of reading)
fails: ; @echo before $(error stopped here)
END
run
run fails
run -n

: <<'EXPECT'
$ make
reading
late
with two
one
two
2> Makefile:6: end of reading
[exit 0]
$ make fails
reading
2> Makefile:6: end of reading
2> Makefile:7: *** stopped here.  Stop.
[exit 2]
$ make -n
reading
late
with two
echo one\s
echo two\s
2> Makefile:6: end of reading
[exit 0]
EXPECT
