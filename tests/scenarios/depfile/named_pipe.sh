# SPDX-License-Identifier: Apache-2.0
# A depfile that is a pipe nobody writes to is an error, not a wait.
# xb-only: ninja waits for a writer
manifest <<'END'
rule cc
  command = touch $out; rm -f $out.d; mkfifo $out.d
  depfile = $out.d
  deps = gcc
build a: cc
END
run a

: <<'EXPECT'
$ ninja a
[1/1] touch a; rm -f a.d; mkfifo a.d
FAILED: [code=1] a\s
touch a; rm -f a.d; mkfifo a.d
a.d is a pipe that nobody writes to
ninja: build stopped: subcommand failed.
[exit 1]
EXPECT
