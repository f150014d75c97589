# SPDX-License-Identifier: Apache-2.0
# -t clean -h prints its usage and ends with 1.
manifest <<'END'
build a: phony
END
run -t clean -h

: <<'EXPECT'
$ ninja -t clean -h
usage: ninja -t clean [options] [targets]

options:
  -g     also clean files marked as ninja generator output
  -r     interpret targets as a list of rules to clean instead
[exit 1]
EXPECT
