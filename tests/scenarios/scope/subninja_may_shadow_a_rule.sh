# SPDX-License-Identifier: Apache-2.0
# A subninja may declare a rule of the same name as an outer one.
cat >part.ninja <<'END'
rule say
  command = echo inner > $out
build inner: say
END
manifest <<'END'
rule say
  command = echo outer > $out
subninja part.ninja
build outer: say
END
run_sorted -v

: <<'EXPECT'
$ ninja -v
echo inner > inner
echo outer > outer
[exit 0]
EXPECT
