# SPDX-License-Identifier: Apache-2.0
# -k 0 runs all that does not need the failed output.
manifest <<'END'
rule fail
  command = exit 1
rule touch
  command = touch $out
build a: fail
build b: touch a
build c: touch
build d: touch c
END
run_sorted -k0
tree

: <<'EXPECT'
$ ninja -k0
FAILED: [code=1] a\s
exit 1
exit 1
ninja: build stopped: cannot make progress due to previous errors.
touch c
touch d
[exit 1]
build.ninja
c
d
EXPECT
