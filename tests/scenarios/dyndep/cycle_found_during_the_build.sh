# SPDX-License-Identifier: Apache-2.0
# The same when the file is made during the build.
# normalise: ^\[exit \d+\] => [exit 1]
manifest <<'END'
rule touch
  command = touch $out
rule scan
  command = printf 'ninja_dyndep_version = 1\nbuild a: dyndep | b\n' > $out
build dd: scan
build a: touch || dd
  dyndep = dd
build b: touch a
END
run b

: <<'EXPECT'
$ ninja b
[1/3] printf 'ninja_dyndep_version = 1\nbuild a: dyndep | b\n' > dd
ninja: build stopped: dependency cycle: a -> b -> a.
[exit 1]
EXPECT
