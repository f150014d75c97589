# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
# The makes below share one pool, in both styles.
makefile <<'END'
all: one two
one two: ; +@$(MAKE) -f sub.mk $@ 2>&1
END
makefile sub.mk <<'END'
one two: ; @case "$(MAKEFLAGS)" in \
  *--jobserver-auth=fifo:*) echo fifo ;; \
  *--jobserver-auth=*) echo pipe ;; esac
END
run --no-print-directory -j2 --jobserver-style=fifo
run --no-print-directory -j2 --jobserver-style=pipe
run -j2 --jobserver-style=other

: <<'EXPECT'
$ make --no-print-directory -j2 --jobserver-style=fifo
fifo
fifo
[exit 0]
$ make --no-print-directory -j2 --jobserver-style=pipe
pipe
pipe
[exit 0]
$ make -j2 --jobserver-style=other
2> make: *** unknown jobserver auth style 'other'.  Stop.
[exit 2]
EXPECT
