# SPDX-License-Identifier: Apache-2.0
: >Makefile
run

: <<'EXPECT'
$ make
2> make: *** No targets.  Stop.
[exit 2]
EXPECT
