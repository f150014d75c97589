# SPDX-License-Identifier: Apache-2.0
# A path may be as long as the system allows.
part=d123456789012345678901234567890123456789
long=$part/$part/$part/$part/$part/$part/$part/$part/$part/$part/out
manifest <<END
rule touch
  command = touch \$out
  description = long
build $long: touch
END
run
tree | wc -c
run

: <<'EXPECT'
$ ninja
[1/1] long
[exit 0]
426
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
