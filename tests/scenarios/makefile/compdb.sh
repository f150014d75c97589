# SPDX-License-Identifier: Apache-2.0
# -t compdb lists what a Makefile compiles, makes below included, and builds
# nothing.
# xb-only: make has no tools
cat >Makefile <<'END'
all: one.o shell.o below
shell.o: shell.c
	@echo CC $@; cd . && gcc -DX=\"y\" -c shell.c -o shell.o && echo done
below:
	$(MAKE) -C sub
.PHONY: below
END
mkdir sub
echo 'deep.o: deep.c' >sub/Makefile
touch one.c shell.c sub/deep.c
xb -t compdb | sed "s|$PWD|DIR|" >commands
cat commands
python3 -c 'import json; print(len(json.load(open("commands"))))'
ls

: <<'EXPECT'
[
  {
    "directory": "DIR/sub",
    "command": "cc    -c -o deep.o deep.c",
    "file": "deep.c",
    "output": "deep.o"
  },
  {
    "directory": "DIR",
    "command": "cc    -c -o one.o one.c",
    "file": "one.c",
    "output": "one.o"
  },
  {
    "directory": "DIR/.",
    "command": "gcc -DX=\\\"y\\\" -c shell.c -o shell.o",
    "file": "shell.c",
    "output": "shell.o"
  }
]
3
Makefile
commands
one.c
shell.c
sub
EXPECT
