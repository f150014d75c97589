# SPDX-License-Identifier: Apache-2.0
# The first line of `xb --version` is a ninja version, for CMake and Meson.
# xb-only: the name is xb's
xb --version | head -n 1 | grep -c '^1\.[0-9]*\.[0-9]'

: <<'EXPECT'
1
EXPECT
