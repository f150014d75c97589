# SPDX-License-Identifier: Apache-2.0
# `${x}` allows any following text; a bare name goes on over `-` and `_`.
manifest <<'END'
x = X
x-y_z = whole
rule say
  command = echo ${x}y $x-y_z $x.o ${x}${x} > $out
build out: say
END
run -v
show out

: <<'EXPECT'
$ ninja -v
[1/1] echo Xy whole X.o XX > out
[exit 0]
--- out
Xy whole X.o XX
EXPECT
