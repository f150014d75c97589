# SPDX-License-Identifier: Apache-2.0
# Each `::` rule is decided by its own prerequisites.
makefile <<'END'
all: out
out:: a ; @echo from a >>log; touch out
out:: b ; @echo from b >>log; touch out
always:: ; @echo always >>log
always:: a ; @echo with a >>log
END
old a b
run
stamp 1000000100 out
stamp 1000000200 b
run
stamp 1000000000 always
run always
show log

: <<'EXPECT'
$ make
[exit 0]
$ make
[exit 0]
$ make always
[exit 0]
--- log
from a
from b
from b
always
EXPECT
