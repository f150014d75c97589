# SPDX-License-Identifier: Apache-2.0
# Each line has a shell of its own; continued lines share one.
makefile <<'END'
all:
	@mkdir -p d
	@cd d; touch in-d
	@touch here
	@cd d; \
	  touch in-d-too
END
run
tree

: <<'EXPECT'
$ make
[exit 0]
Makefile
d/in-d
d/in-d-too
here
EXPECT
