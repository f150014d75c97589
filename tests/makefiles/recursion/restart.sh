# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: ; @echo $(A) [$(MAKE_RESTARTS)]
-include gen.mk
gen.mk: src ; @echo gen; echo A = $$(cat src) >$@
END
echo 1 >src
run
run

: <<'EXPECT'
$ make
gen
1 [1]
[exit 0]
$ make
1 []
[exit 0]
EXPECT
