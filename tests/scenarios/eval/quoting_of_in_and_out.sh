# SPDX-License-Identifier: Apache-2.0
# Paths are quoted for the shell only where they need it.
old 'a b' "it's" 'x;y' plain-1.2_3+4/../z 'd$e' 2>/dev/null
mkdir -p plain-1.2_3+4
old z
manifest <<'END'
rule say
  command = printf '%s\n' $in > $out
build out$ file: say a$ b it's x;y z d$$e
END
run -v
show 'out file'

: <<'EXPECT'
$ ninja -v
[1/1] printf '%s\n' 'a b' 'it'\''s' 'x;y' z 'd$e' > 'out file'
[exit 0]
--- out file
a b
it's
x;y
z
d$e
EXPECT
