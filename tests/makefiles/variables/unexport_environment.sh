# SPDX-License-Identifier: Apache-2.0
# What the environment had goes on to commands, unless it is taken back.
makefile <<'END'
unexport GONE
CHANGED = file
all: ; @echo [$$KEPT] [$$GONE] [$$CHANGED]
END
KEPT=1 GONE=1 CHANGED=1
export KEPT GONE CHANGED
run
run CHANGED=line
run -e

: <<'EXPECT'
$ make
[1] [] [file]
[exit 0]
$ make CHANGED=line
[1] [] [line]
[exit 0]
$ make -e
[1] [] [1]
[exit 0]
EXPECT
