# SPDX-License-Identifier: Apache-2.0
# Without a shell a newline is a character of a word like others.
makefile <<'END'
define lines
echo a
echo b
endef
$(info [$(shell $(lines))])
$(info [$(shell $(lines);)])
define x !=
echo c

echo d
endef
$(info [$x])
all:;@:
END
run
: <<'EXPECT'
$ make
[a echo b]
[aecho b]
[c  echo d]
[exit 0]
EXPECT
