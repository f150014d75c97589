# SPDX-License-Identifier: Apache-2.0
# What the sources are, as a header.
echo "#define VERSION \"$(cat ../VERSION)\""
