# SPDX-License-Identifier: Apache-2.0
# .LOW_RESOLUTION_TIME compares whole seconds.
makefile <<'END'
all: low high
low high: src ; @echo $@
.LOW_RESOLUTION_TIME: low
END
touch -d '@1000000000.5' src
touch -d '@1000000000.2' low high
run

: <<'EXPECT'
$ make
high
2> make: *** Warning: .LOW_RESOLUTION_TIME file 'low' has a high resolution time stamp
[exit 0]
EXPECT
