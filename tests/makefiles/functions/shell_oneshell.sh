# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
.ONESHELL:
define lines
echo a
@echo b
-echo c
endef
$(info [$(shell $(lines))])
$(info [$(shell $(lines);)])
all:;@:
END
run
makefile <<'END'
define lines
echo a; \
echo b
echo c;
endef
$(info [$(shell $(lines))])
all:;@:
END
run

: <<'EXPECT'
$ make
[a b c]
[a b c]
[exit 0]
$ make
[a becho c]
[exit 0]
EXPECT
