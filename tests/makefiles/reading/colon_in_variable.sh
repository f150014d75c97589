# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
R = a: b
$(R)
	@echo $@ from $<
b: ; @echo $@
END
run

: <<'EXPECT'
$ make
b
a from b
[exit 0]
EXPECT
