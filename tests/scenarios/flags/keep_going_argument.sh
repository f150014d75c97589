# SPDX-License-Identifier: Apache-2.0
# -k takes a number.
manifest <<'END'
build a: phony
END
run -kx
run -k 2

: <<'EXPECT'
$ ninja -kx
2> ninja: fatal: -k parameter not numeric; did you mean -k 0?
[exit 1]
$ ninja -k 2
ninja: no work to do.
[exit 0]
EXPECT
