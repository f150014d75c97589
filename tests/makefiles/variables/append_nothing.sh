# SPDX-License-Identifier: Apache-2.0
makefile <<'END'
V +=
$(info $(origin V) [$V])
CC +=
$(info $(origin CC) [$(CC)])
override W = 1
W += $(nothing)
$(info $(origin W) [$W] [$(value W)])
override S := 1
S += $(nothing)
$(info $(origin S) [$S])
V += more
$(info $(origin V) [$V])
all:;@echo $$V
END
V=environment run
V=environment run -e
V=environment run V=given
: <<'EXPECT'
$ make
environment [environment]
default [cc]
override [1] [1]
override [1]
file [environment more]
environment more
[exit 0]
$ make -e
environment [environment]
default [cc]
override [1] [1]
override [1]
environment override [environment]
environment
[exit 0]
$ make V=given
command line [given]
default [cc]
override [1] [1]
override [1]
command line [given]
given
[exit 0]
EXPECT
