# SPDX-License-Identifier: Apache-2.0
# A build statement needs a rule.
manifest <<'END'
build out
END
run
manifest <<'END'
build out:
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:1: expected ':', got newline ($ also escapes ':')
2> build out
2>          ^ near here
[exit 1]
$ ninja
2> ninja: error: build.ninja:1: expected build command name
2> build out:
2>           ^ near here
[exit 1]
EXPECT
