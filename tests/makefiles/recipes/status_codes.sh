# SPDX-License-Identifier: Apache-2.0
# Statuses and signals of commands, and the status of make.
makefile <<'END'
one: ; @exit 1
many: ; @exit 77
kill: ; @kill -KILL $$$$
segv: ; @ulimit -c 0; kill -SEGV $$$$
no: ; @./not-executable
END
touch not-executable
run one
run many
run kill
run segv
run no

: <<'EXPECT'
$ make one
2> make: *** [Makefile:1: one] Error 1
[exit 2]
$ make many
2> make: *** [Makefile:2: many] Error 77
[exit 2]
$ make kill
2> make: *** [Makefile:3: kill] Killed
[exit 2]
$ make segv
2> make: *** [Makefile:4: segv] Segmentation fault
[exit 2]
$ make no
2> make: ./not-executable: Permission denied
2> make: *** [Makefile:5: no] Error 127
[exit 2]
EXPECT
