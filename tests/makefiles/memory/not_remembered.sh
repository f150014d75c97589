# SPDX-License-Identifier: Apache-2.0
# What cannot be compared is asked for each time.
mkdir .xb
makefile <<'END'
X = 1
all: out-$(X)
out-%: ; touch $@
END
makefile links.mk <<'END'
MAKEFLAGS += -L
out: in
	cp in out
END
makefile kernel.mk <<'END'
$(info $(shell cat /proc/sys/kernel/random/uuid))
all: ; @:
END
makefile cut.mk <<'END'
V := $(shell echo | cut -c1-9 VERSION)
$(info $(V))
all: ; @:
END
old Makefile links.mk kernel.mk cut.mk out-1
run -e
run -e
run -e
export X=2
run -e
echo '--- the age of a link'
echo a >real
old real
ln -s real in
run -f links.mk
run -f links.mk
run -f links.mk
ln -sfn real in
run -f links.mk
echo '--- what the kernel makes up'
for i in 1 2 3; do make -f kernel.mk; done >"$SCRATCH/seen"
sort -u "$SCRATCH/seen" | grep -c .
echo '--- no option of cut'
echo one >VERSION
old VERSION
run -f cut.mk
run -f cut.mk
echo two >VERSION
old VERSION
run -f cut.mk

: <<'EXPECT'
$ make -e
make: Nothing to be done for 'all'.
[exit 0]
$ make -e
make: Nothing to be done for 'all'.
[exit 0]
$ make -e
make: Nothing to be done for 'all'.
[exit 0]
$ make -e
touch out-2
[exit 0]
--- the age of a link
$ make -f links.mk
cp in out
[exit 0]
$ make -f links.mk
make: 'out' is up to date.
[exit 0]
$ make -f links.mk
make: 'out' is up to date.
[exit 0]
$ make -f links.mk
cp in out
[exit 0]
--- what the kernel makes up
3
--- no option of cut
$ make -f cut.mk
one
[exit 0]
$ make -f cut.mk
one
[exit 0]
$ make -f cut.mk
two
[exit 0]
EXPECT
