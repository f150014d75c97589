# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
a: b ; touch a
b:
	touch b
	@echo quiet
	+@echo really
END
run -n
tree

: <<'EXPECT'
$ make -n
touch b
echo quiet
echo really
really
touch a
[exit 0]
Makefile
EXPECT
