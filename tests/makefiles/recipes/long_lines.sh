# SPDX-License-Identifier: Apache-2.0
# Long lines, many words, and characters that shells treat in their own way.
makefile <<'END'
N = 0 1 2 3 4 5 6 7 8 9
many = $(foreach a,$(N),$(foreach b,$(N),$(foreach c,$(N),word$a$b$c)))
all:
	@echo $(many) | wc -w
	@echo '$$HOME' "$${X-unset}" `echo tick` 'a;b|c&d' "tab	tab"
	@echo \# not a comment
	@printf '%s|' a 'b c' "d  e" f\ g; echo
END
run

: <<'EXPECT'
$ make
1000
$HOME unset tick a;b|c&d tab	tab
# not a comment
a|b c|d  e|f g|
[exit 0]
EXPECT
