# SPDX-License-Identifier: Apache-2.0
# What is wrong with a dyndep file that a command has written is told with its
# place, too.
manifest <<'END'
rule touch
  command = touch $out
rule scan
  command = printf 'ninja_dyndep_version = 1\n$text\n' > $out
build dd: scan
  text = build other: dyndep
build out: touch || dd
  dyndep = dd
build dd2: scan
  text = rule x
build out2: touch || dd2
  dyndep = dd2
END
run out
run out2

: <<'EXPECT'
$ ninja out
[1/2] printf 'ninja_dyndep_version = 1\nbuild other: dyndep\n' > dd
ninja: build stopped: dd:2: no build statement exists for 'other'
build other: dyndep
           ^ near here.
[exit 1]
$ ninja out2
[1/2] printf 'ninja_dyndep_version = 1\nrule x\n' > dd2
ninja: build stopped: dd2:2: unexpected 'rule'
.
[exit 1]
EXPECT
