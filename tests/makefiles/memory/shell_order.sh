# SPDX-License-Identifier: Apache-2.0
# What a command of $(shell) changes is seen by what stands behind it.
mkdir .xb v1 v2 v1/sub v2/sub
makefile <<'END'
S := $(shell cmp -s src version.txt || cp src version.txt)
V := $(shell cat version.txt)
all: out-$(V)
out-%: ; touch $@
END
makefile links.mk <<'END'
S := $(shell ln -sfn $$(cat want) current)
D := $(notdir $(realpath current))
all: $(D)/out
%/out: ; touch $@
END
makefile late.mk <<'END'
S := $(shell test -f trigger && { touch in; rm trigger; }; echo 1)
out: in ; cp in out
END
echo 1 >src
cp src version.txt
old src version.txt Makefile out-1
run
run
run
echo 2 >src
run
old out-2 version.txt
run
echo '--- links'
echo v1 >want
old want links.mk v1/out
run -f links.mk
run -f links.mk
run -f links.mk
echo v2 >want
run -f links.mk
run -f links.mk
echo '--- said before it was so'
old in out late.mk
run -f late.mk
run -f late.mk
touch trigger
run -f late.mk
echo '--- what stands in front does not see it'
makefile front.mk <<'END'
A := $(wildcard gen.h)
B := $(shell touch gen.h)
$(info A=$(A))
all: ; @:
END
old front.mk
run -f front.mk
rm gen.h
run -f front.mk
run -f front.mk
rm gen.h
run -f front.mk

: <<'EXPECT'
$ make
make: Nothing to be done for 'all'.
[exit 0]
$ make
make: Nothing to be done for 'all'.
[exit 0]
$ make
make: Nothing to be done for 'all'.
[exit 0]
$ make
touch out-2
[exit 0]
$ make
make: Nothing to be done for 'all'.
[exit 0]
--- links
$ make -f links.mk
make: Nothing to be done for 'all'.
[exit 0]
$ make -f links.mk
make: Nothing to be done for 'all'.
[exit 0]
$ make -f links.mk
make: Nothing to be done for 'all'.
[exit 0]
$ make -f links.mk
touch v2/out
[exit 0]
$ make -f links.mk
make: Nothing to be done for 'all'.
[exit 0]
--- said before it was so
$ make -f late.mk
make: 'out' is up to date.
[exit 0]
$ make -f late.mk
make: 'out' is up to date.
[exit 0]
$ make -f late.mk
cp in out
[exit 0]
--- what stands in front does not see it
$ make -f front.mk
A=
[exit 0]
$ make -f front.mk
A=
[exit 0]
$ make -f front.mk
A=gen.h
[exit 0]
$ make -f front.mk
A=
[exit 0]
EXPECT
