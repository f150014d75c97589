# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
makefile <<'END'
p p &: z
	@echo $@
q r q &:
	@echo $@
z:;
END
run p q
: <<'EXPECT'
$ make p q
p
q
2> Makefile:1: target 'p' given more than once in the same rule
2> Makefile:2: warning: overriding group membership for target 'p'
2> Makefile:3: target 'q' given more than once in the same rule
2> Makefile:4: warning: overriding group membership for target 'q'
[exit 0]
EXPECT
