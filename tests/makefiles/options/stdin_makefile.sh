# SPDX-License-Identifier: Apache-2.0
echo 'all: ; @echo from stdin' | make -f -

: <<'EXPECT'
from stdin
EXPECT
