# SPDX-License-Identifier: Apache-2.0
# -t compdb prints the compile commands of some rules as JSON.
manifest <<'END'
rule cc
  command = cc -DX="\"q\"" -c $in -o $out
rule link
  command = cc $in -o $out
build a.o: cc a.c | a.h
build b.o: cc b.c
build prog: link a.o b.o
END
run -t compdb cc
run -t compdb
run -t compdb nothing

: <<'EXPECT'
$ ninja -t compdb cc
[
  {
    "directory": "$DIR",
    "command": "cc -DX=\"\\\"q\\\"\" -c a.c -o a.o",
    "file": "a.c",
    "output": "a.o"
  },
  {
    "directory": "$DIR",
    "command": "cc -DX=\"\\\"q\\\"\" -c b.c -o b.o",
    "file": "b.c",
    "output": "b.o"
  }
]
[exit 0]
$ ninja -t compdb
[
  {
    "directory": "$DIR",
    "command": "cc -DX=\"\\\"q\\\"\" -c a.c -o a.o",
    "file": "a.c",
    "output": "a.o"
  },
  {
    "directory": "$DIR",
    "command": "cc -DX=\"\\\"q\\\"\" -c b.c -o b.o",
    "file": "b.c",
    "output": "b.o"
  },
  {
    "directory": "$DIR",
    "command": "cc a.o b.o -o prog",
    "file": "a.o",
    "output": "prog"
  }
]
[exit 0]
$ ninja -t compdb nothing
[
]
[exit 0]
EXPECT
