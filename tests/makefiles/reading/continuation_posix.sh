# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
# Under .POSIX the white space before a continued line's end stays.
makefile <<'END'
A = one  \
   two
.POSIX:
B = one  \
   two
all: ; @echo '[$(A)] [$(B)]'
END
run

: <<'EXPECT'
$ make
[one two] [one   two]
[exit 0]
EXPECT
