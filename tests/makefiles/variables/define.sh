# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
define one
echo a
echo b
endef
define two :=
x $(one)
endef
define three =
endef
define four +=
more
endef
$(info $(one)|$(two)|$(three)|$(four))
all:
	$(one)
	@$(one)
END
run

: <<'EXPECT'
$ make
echo a
echo b|x echo a
echo b||more
echo a
a
echo b
b
a
b
[exit 0]
EXPECT
