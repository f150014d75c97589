# SPDX-License-Identifier: Apache-2.0
# The first side is expanded before anybody looks for the second.
makefile one <<'END'
ifneq '$(shell echo '#x' \#)' 'b'
endif
all:;@:
END
makefile two <<'END'
ifneq ( ${patsubst ,a,x y} , b )
endif
all:;@:
END
makefile three <<'END'
ifeq '$(info seen)' b
endif
all:;@:
END
makefile four <<'END'
$(info $(words
all:;@:
END
for file in one two three four; do run -f $file; done

: <<'EXPECT'
$ make -f one
2> one:1: *** unterminated call to function 'shell': missing ')'.  Stop.
[exit 2]
$ make -f two
2> two:1: *** unterminated call to function 'patsubst': missing '}'.  Stop.
[exit 2]
$ make -f three
seen
2> three:1: *** invalid syntax in conditional.  Stop.
[exit 2]
$ make -f four
2> four:1: *** unterminated call to function 'info': missing ')'.  Stop.
[exit 2]
EXPECT
