# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
echo 'a %.b: c ; @echo' >Makefile
run

: <<'EXPECT'
$ make
2> Makefile:1: *** mixed implicit and normal rules: deprecated syntax
2> make: *** No rule to make target 'c', needed by 'a'.  Stop.
[exit 2]
EXPECT
