# SPDX-License-Identifier: Apache-2.0
# Any byte but NUL and newline may occur in a path.
manifest <<'END'
rule touch
  command = touch ./$out
build a\b: touch
build -dash: touch a\b
build *: touch -dash
build "quoted": touch *
build new~: touch "quoted"
build #hash: touch new~
END
run
tree
run

: <<'EXPECT'
$ ninja
[1/6] touch ./'a\b'
[2/6] touch ./-dash
[3/6] touch ./'*'
[4/6] touch ./'"quoted"'
[5/6] touch ./'new~'
[6/6] touch ./'#hash'
[exit 0]
"quoted"
#hash
*
-dash
a\b
build.ninja
new~
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
