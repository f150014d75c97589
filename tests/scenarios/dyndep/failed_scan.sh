# SPDX-License-Identifier: Apache-2.0
# When the dyndep file cannot be made, its edges do not run.
manifest <<'END'
rule touch
  command = touch $out
rule scan
  command = exit 4
build dd: scan
build out: touch || dd
  dyndep = dd
END
run -k0
tree

: <<'EXPECT'
$ ninja -k0
[1/2] exit 4
FAILED: [code=4] dd\s
exit 4
ninja: build stopped: cannot make progress due to previous errors.
[exit 4]
build.ninja
EXPECT
