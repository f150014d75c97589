# SPDX-License-Identifier: Apache-2.0
# -L: the time of a link counts as well as that of its file.
makefile <<'END'
out: link ; @echo out; touch out
END
stamp 1000000000 file
stamp 1000000100 out
ln -s file link
touch -h -d @1000000200 link
run
run -L

: <<'EXPECT'
$ make
make: 'out' is up to date.
[exit 0]
$ make -L
out
[exit 0]
EXPECT
