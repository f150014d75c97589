# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
all: a\ b c\#d
	@echo done
a\ b c\#d: ; @echo '[$@]'
END
run

: <<'EXPECT'
$ make
[a b]
[c#d]
done
[exit 0]
EXPECT
