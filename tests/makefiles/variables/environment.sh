# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
A = file
B ?= file
$(info $(A) $(B) $(C))
all: ; @echo $$A $$B $$C
END
A=env B=env C=env run
A=env B=env C=env run -e

: <<'EXPECT'
$ make
file env env
file env env
[exit 0]
$ make -e
env env env
env env env
[exit 0]
EXPECT
