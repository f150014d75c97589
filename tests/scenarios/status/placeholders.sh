# SPDX-License-Identifier: Apache-2.0
# NINJA_STATUS may hold counts of started, finished, running, remaining and
# all edges, the percentage and a plain percent sign.
manifest <<'END'
rule touch
  command = touch $out
build a: touch
build b: touch a
build c: touch b
build d: touch c
END
export NINJA_STATUS='s%s f%f r%r u%u t%t p%p %% '
run

: <<'EXPECT'
$ ninja
s1 f1 r1 u3 t4 p 25% % touch a
s2 f2 r1 u2 t4 p 50% % touch b
s3 f3 r1 u1 t4 p 75% % touch c
s4 f4 r1 u0 t4 p100% % touch d
[exit 0]
EXPECT
