# SPDX-License-Identifier: Apache-2.0
# -e: the environment wins over Makefiles, not over the command line.
makefile <<'END'
A = file
B = file
override C = file
A += more
all: ; @echo [$(A)] [$(B)] [$(C)] $(origin A) $(origin B) $(origin C)
END
A=env B=env C=env
export A B C
run
run -e
run -e B=line

: <<'EXPECT'
$ make
[file more] [file] [file] file file override
[exit 0]
$ make -e
[env] [env] [file] environment override environment override override
[exit 0]
$ make -e B=line
[env] [line] [file] environment override command line override
[exit 0]
EXPECT
