# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all:

	@echo one

	# comment to the shell
	@echo two
# comment

	@echo three
END
run

: <<'EXPECT'
$ make
one
# comment to the shell
two
three
[exit 0]
EXPECT
