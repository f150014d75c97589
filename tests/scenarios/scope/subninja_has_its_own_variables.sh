# SPDX-License-Identifier: Apache-2.0
# Assignments in a subninja end with it; it starts with the outer values.
cat >part.ninja <<'END'
x = inner
build inner: say
END
manifest <<'END'
x = outer
rule say
  command = echo $x > $out
subninja part.ninja
build outer: say
END
run_sorted -v
show inner outer

: <<'EXPECT'
$ ninja -v
echo inner > inner
echo outer > outer
[exit 0]
--- inner
inner
--- outer
outer
EXPECT
