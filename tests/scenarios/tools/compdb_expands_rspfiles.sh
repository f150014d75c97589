# SPDX-License-Identifier: Apache-2.0
# -t compdb -x puts the content of response files into the command.
manifest <<'END'
rule cc
  command = cc @$out.rsp $in
  rspfile = $out.rsp
  rspfile_content = -c $in_newline -o $out
build a.o: cc a.c
END
run -t compdb -x cc
run -t compdb cc

: <<'EXPECT'
$ ninja -t compdb -x cc
[
  {
    "directory": "$DIR",
    "command": "cc -c a.c -o a.o a.c",
    "file": "a.c",
    "output": "a.o"
  }
]
[exit 0]
$ ninja -t compdb cc
[
  {
    "directory": "$DIR",
    "command": "cc @a.o.rsp a.c",
    "file": "a.c",
    "output": "a.o"
  }
]
[exit 0]
EXPECT
