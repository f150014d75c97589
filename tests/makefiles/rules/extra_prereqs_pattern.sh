# SPDX-License-Identifier: Apache-2.0
# .EXTRA_PREREQS of a pattern counts for nothing, nor does it for what no rule
# names.
makefile <<'END'
.EXTRA_PREREQS = tool
all: x.out ; @echo all [$^]
%.out: .EXTRA_PREREQS = none
%.out: %.in ; @echo $@ [$^]; touch $@
tool: ; @echo making tool; touch tool
END
old x.in
run x.out
run
run

: <<'EXPECT'
$ make x.out
making tool
x.out [x.in]
[exit 0]
$ make
all [x.out]
[exit 0]
$ make
all [x.out]
[exit 0]
EXPECT
