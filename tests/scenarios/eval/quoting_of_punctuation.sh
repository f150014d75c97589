# SPDX-License-Identifier: Apache-2.0
# Which characters make a path quoted in $in.
manifest <<'END'
rule list
  command = : $in > $out
build out: list a!b a"b a#b a$$b a%b a&b a'b a(b a)b a*b a+b a,b a-b a.b
build out2: list a;b a<b a=b a>b a?b a@b a[b a\b a]b a^b a_b a`b a{b a}b a~b a$:b
END
run -t commands

: <<'EXPECT'
$ ninja -t commands
: 'a!b' 'a"b' 'a#b' 'a$b' 'a%b' 'a&b' 'a'\''b' 'a(b' 'a)b' 'a*b' a+b 'a,b' a-b a.b > out
: 'a;b' 'a<b' 'a=b' 'a>b' 'a?b' 'a@b' 'a[b' 'a\b' 'a]b' 'a^b' a_b 'a`b' 'a{b' 'a}b' 'a~b' 'a:b' > out2
[exit 0]
EXPECT
