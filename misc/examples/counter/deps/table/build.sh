# SPDX-License-Identifier: Apache-2.0
# As projects build what they brought along: with jobs of their own.
set -e
make -j10
