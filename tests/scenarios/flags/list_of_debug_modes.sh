# SPDX-License-Identifier: Apache-2.0
# -d list prints the modes and ends with 1.
run -d list

: <<'EXPECT'
$ ninja -d list
debugging modes:
  stats        print operation counts/timing info
  explain      explain what caused a command to execute
  keepdepfile  don't delete depfiles after they're read by ninja
  keeprsp      don't delete @response files on success
multiple modes can be enabled via -d FOO -d BAR
[exit 1]
EXPECT
