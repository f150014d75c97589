# SPDX-License-Identifier: Apache-2.0
# The built-in rules for generators and links.
makefile <<'END'
all: lexer.c parser.c prog script
prog: prog.o other.o
END
old lexer.l parser.y prog.c other.c script.sh
run -n
run -n -r

: <<'EXPECT'
$ make -n
rm -f lexer.c\s
lex  -t lexer.l > lexer.c
yacc  parser.y\s
mv -f y.tab.c parser.c
cc    -c -o prog.o prog.c
cc    -c -o other.o other.c
cc   prog.o other.o   -o prog
cat script.sh >script\s
chmod a+x script
[exit 0]
$ make -n -r
2> make: *** No rule to make target 'lexer.c', needed by 'all'.  Stop.
[exit 2]
EXPECT
