# SPDX-License-Identifier: Apache-2.0
# -C and -f work with tools; nothing is said about the directory.
mkdir sub
cat >sub/other.ninja <<'END'
build a: phony
END
run -C sub -f other.ninja -t targets all

: <<'EXPECT'
$ ninja -C sub -f other.ninja -t targets all
a: phony
[exit 0]
EXPECT
