# SPDX-License-Identifier: Apache-2.0
# A rule of a subninja is unknown outside of it.
cat >part.ninja <<'END'
rule say
  command = echo inner > $out
build inner: say
END
manifest <<'END'
subninja part.ninja
build outer: say
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:2: unknown build rule 'say'
2> build outer: say
2>              ^ near here
[exit 1]
EXPECT
