# SPDX-License-Identifier: Apache-2.0
# What a subninja does not set is looked up in the outer file at the end.
cat >part.ninja <<'END'
rule say
  command = echo $x $y > $out
y = inner
build inner: say
END
manifest <<'END'
x = early
subninja part.ninja
x = late
y = outer
END
run -v

: <<'EXPECT'
$ ninja -v
[1/1] echo late inner > inner
[exit 0]
EXPECT
