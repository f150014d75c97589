# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
old b
makefile <<'END'
all: a
a: b ; touch a
END
run --trace
stamp 1000 a; touch b
run --trace -n

: <<'EXPECT'
$ make --trace
Makefile:2: update target 'a' due to: target does not exist
touch a
[exit 0]
$ make --trace -n
Makefile:2: update target 'a' due to: b
touch a
[exit 0]
EXPECT
