# SPDX-License-Identifier: Apache-2.0
printf '\techo x\n' >Makefile
run

: <<'EXPECT'
$ make
2> Makefile:1: *** recipe commences before first target.  Stop.
[exit 2]
EXPECT
