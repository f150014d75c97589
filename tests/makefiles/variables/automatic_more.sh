# SPDX-License-Identifier: Apache-2.0
# $? $| $+ and their directories and files.
makefile <<'END'
out/all: d/a d/b d/a | d/c d/a
	@echo '$^ , $+ , $| , $? , $<'
	@echo '$(@D) $(@F) $(<D) $(<F) $(^D) $(^F) $(+D) $(+F) $(?F)'
	@mkdir -p out; touch $@
d/a d/b d/c: ; @mkdir -p d; touch $@
END
run
stamp 1000000000 d/a d/b
stamp 1000000100 out/all
stamp 1000000200 d/b
run

: <<'EXPECT'
$ make
d/a d/b , d/a d/b d/a , d/c , d/a d/b , d/a
out all d a d d a b d d d a b a a b
[exit 0]
$ make
d/a d/b , d/a d/b d/a , d/c , d/b , d/a
out all d a d d a b d d d a b a b
[exit 0]
EXPECT
