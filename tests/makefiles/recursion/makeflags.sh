# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
makefile <<'END'
all: ; @$(MAKE) -f in.mk --no-print-directory Y=2
END
makefile in.mk <<'END'
all: ; @echo '$(MAKEFLAGS)' '$(MAKEOVERRIDES)' $(X) $(Y)
END
run -k X=1 'Z=a b'

: <<'EXPECT'
$ make -k X=1 Z=a b
k --no-print-directory -- Y=2 X=1 Z=a\ b Y=2 X=1 Z=a\ b 1 2
[exit 0]
EXPECT
