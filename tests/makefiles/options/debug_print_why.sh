# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
# --debug=print shows silent lines, --debug=why what made them run.
makefile <<'END'
all: one ; @echo all
one: two ; @touch one
END
old two
run --debug=print
rm one
run --debug=why
rm one
run --debug=p,w

: <<'EXPECT'
$ make --debug=print
touch one
echo all
all
[exit 0]
$ make --debug=why
Makefile:2: update target 'one' due to: target does not exist
Makefile:1: update target 'all' due to: target does not exist
all
[exit 0]
$ make --debug=p,w
Makefile:2: update target 'one' due to: target does not exist
touch one
Makefile:1: update target 'all' due to: target does not exist
echo all
all
[exit 0]
EXPECT
