# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
run -C none

: <<'EXPECT'
$ make -C none
make: Entering directory '$DIR'
make: Leaving directory '$DIR'
2> make: *** none: No such file or directory.  Stop.
[exit 2]
EXPECT
