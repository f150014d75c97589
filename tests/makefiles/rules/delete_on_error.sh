# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
.DELETE_ON_ERROR:
a: ; echo x > a; false
b: ; echo x > b; false
.PRECIOUS: b
END
run -k a b
tree

: <<'EXPECT'
$ make -k a b
echo x > a; false
echo x > b; false
2> make: *** [Makefile:2: a] Error 1
2> make: *** Deleting file 'a'
2> make: *** [Makefile:3: b] Error 1
[exit 2]
Makefile
b
EXPECT
