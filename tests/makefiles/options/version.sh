# SPDX-License-Identifier: Apache-2.0
# Configure scripts look for these words.
make --version | head -n 1 | sed 's/ 4\..*/ 4/'
make -v | grep -c 'GNU Make'
make --help >/dev/null && echo helped

: <<'EXPECT'
GNU Make 4
1
helped
EXPECT
