# SPDX-License-Identifier: Apache-2.0
# Two makes below with a pool of two never run three commands at once.
makefile <<'END'
all: one two
one two: ; @$(MAKE) -f sub.mk $@.a $@.b $@.c
END
makefile sub.mk <<'END'
%: ; @mkdir running.$@ && ls -d running.* | wc -l >count.$@; rmdir running.$@
END
make --no-print-directory -j2 >/dev/null 2>&1
for count in count.*; do [ "$(cat "$count")" -le 2 ] || echo too many; done
ls count.* | wc -l

: <<'EXPECT'
cat: 'count.*': No such file or directory
sh: 11: [: Illegal number:\s
too many
ls: cannot access 'count.*': No such file or directory
0
EXPECT
