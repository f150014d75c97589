# SPDX-License-Identifier: Apache-2.0
# Where a `#` begins a comment, and where it is text.
makefile <<'END'
A = one # two \
  three, still the comment
B = a\#b
C = $(subst x,#,axb)
define D
one # two
endef
all: # no prerequisites
	@echo '[$(A)] [$(B)] [$(C)]' # for the shell
	# for the shell as well
	@echo '$(D)'
 # between recipes
	@echo more
END
run

: <<'EXPECT'
$ make
[one ] [a#b] [a#b]
# for the shell as well
one # two
more
[exit 0]
EXPECT
