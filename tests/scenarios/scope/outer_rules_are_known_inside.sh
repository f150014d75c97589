# SPDX-License-Identifier: Apache-2.0
# A subninja uses the rules of the files around it.
cat >inner.ninja <<'END'
build inner: say
END
cat >middle.ninja <<'END'
subninja inner.ninja
END
manifest <<'END'
rule say
  command = echo $out > $out
subninja middle.ninja
END
run

: <<'EXPECT'
$ ninja
[1/1] echo inner > inner
[exit 0]
EXPECT
