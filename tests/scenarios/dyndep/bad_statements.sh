# SPDX-License-Identifier: Apache-2.0
# A dyndep file holds build statements of the rule dyndep and nothing else.
manifest <<'END'
rule touch
  command = touch $out
build out: touch || dd
  dyndep = dd
END
for text in 'build out: touch' 'build out: dyndep in' 'build out more: dyndep' \
  'build out: dyndep || in' 'rule x' 'default out' 'include x' \
  'build out' 'build out: dyndep |@ v'; do
  printf 'ninja_dyndep_version = 1\n%s\n' "$text" >dd
  run
done

: <<'EXPECT'
$ ninja
2> ninja: error: dd:2: expected build command name 'dyndep'
2> build out: touch
2>            ^ near here
[exit 1]
$ ninja
2> ninja: error: dd:2: explicit inputs not supported
2> build out: dyndep in
2>                     ^ near here
[exit 1]
$ ninja
2> ninja: error: dd:2: explicit outputs not supported
2> build out more: dyndep
2>               ^ near here
[exit 1]
$ ninja
2> ninja: error: dd:2: order-only inputs not supported
2> build out: dyndep || in
2>                   ^ near here
[exit 1]
$ ninja
2> ninja: error: dd:2: unexpected 'rule'
[exit 1]
$ ninja
2> ninja: error: dd:2: unexpected 'default'
[exit 1]
$ ninja
2> ninja: error: dd:2: unexpected 'include'
[exit 1]
$ ninja
2> ninja: error: dd:2: expected ':', got newline ($ also escapes ':')
2> build out
2>          ^ near here
[exit 1]
$ ninja
2> ninja: error: dd:2: expected newline, got '|@'
2> build out: dyndep |@ v
2>                   ^ near here
[exit 1]
EXPECT
