# SPDX-License-Identifier: Apache-2.0
printf 'A = x\r\nall:\r\n\t@echo [$(A)]\r\n' >Makefile
run

: <<'EXPECT'
$ make
[x]
[exit 0]
EXPECT
