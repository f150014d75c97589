# SPDX-License-Identifier: Apache-2.0
# A group is made once, also when several jobs want its members.
makefile <<'END'
all: a.use b.use c.use
%.use: % ; @echo use $* >>$*.log
a b c &: ; @echo made >>made.log; touch a b c
END
run_sorted -j4
show made.log

: <<'EXPECT'
$ make -j4
[exit 0]
--- made.log
made
EXPECT
