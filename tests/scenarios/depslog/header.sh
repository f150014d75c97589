# SPDX-License-Identifier: Apache-2.0
# The first bytes of the deps log are a name and the version 4.
old a.c
manifest <<'END'
rule cc
  command = echo "$out: $in" > $out.d && cp $in $out
  depfile = $out.d
  deps = gcc
build a.o: cc a.c
END
quietly
head -c 16 .ninja_deps | od -An -c

: <<'EXPECT'
   #       n   i   n   j   a   d   e   p   s  \n 004  \0  \0  \0
EXPECT
