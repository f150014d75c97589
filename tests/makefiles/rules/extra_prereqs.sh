# SPDX-License-Identifier: Apache-2.0
# .EXTRA_PREREQS adds prerequisites that recipes do not see.
makefile <<'END'
.EXTRA_PREREQS = tool
all: a b hides plain
	@echo all [$^] [$?] [$<] [$+] [$|]
a: source ; @echo a [$^] [$?] [$<]; touch a
b: .EXTRA_PREREQS = other
b: source ; @echo b [$^] [$?]; touch b
# Variables of its own hide the global one.
hides: X = 1
hides: ; @echo hides [$^]; touch hides
plain: ; @echo plain [$^]; touch plain
tool: ; @echo making tool; touch tool
other: ; @echo making other; touch other
END
old source
run
run
stamp 1000000000 a b hides plain
run a b hides plain
stamp 1000000000 a b hides plain
stamp 1000000100 tool other
stamp 1000000200 a b hides plain
run a b hides plain

: <<'EXPECT'
$ make
making tool
a [source] [source] [source]
making other
b [source] [source]
hides []
plain []
all [a b hides plain] [a b hides plain] a [a b hides plain] []
[exit 0]
$ make
all [a b hides plain] [a b hides plain] a [a b hides plain] []
[exit 0]
$ make a b hides plain
a [source] [] [source]
b [source] []
make: 'hides' is up to date.
plain []
[exit 0]
$ make a b hides plain
make: 'a' is up to date.
make: 'b' is up to date.
make: 'hides' is up to date.
make: 'plain' is up to date.
[exit 0]
EXPECT
