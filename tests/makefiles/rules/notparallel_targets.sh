# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
# .NOTPARALLEL with prerequisites: theirs are made one after the other.
makefile <<'END'
.NOTPARALLEL: all
all: a b c
a b c: ; @echo begin $@; echo end $@
END
run -j4

: <<'EXPECT'
$ make -j4
begin a
end a
begin b
end b
begin c
end c
[exit 0]
EXPECT
