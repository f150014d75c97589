# SPDX-License-Identifier: Apache-2.0
# What is found in a directory of GPATH is made again there.
makefile <<'END'
VPATH = kept other
GPATH = kept
all: a b
a b: src ; @echo making $@; touch $@
END
mkdir kept other
stamp 1000000000 kept/a other/b
stamp 1000000100 src
run
tree

: <<'EXPECT'
$ make
making kept/a
making b
[exit 0]
Makefile
b
kept/a
other/b
src
EXPECT
