# SPDX-License-Identifier: Apache-2.0
# A rule takes only the variables that are known for rules.
manifest <<'END'
rule say
  command = a
  flavour = sweet
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:3: unexpected variable 'flavour'
2>   flavour = sweet
2>                  ^ near here
[exit 1]
EXPECT
