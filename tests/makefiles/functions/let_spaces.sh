# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
makefile <<'END'
$(info [$(let x,  a b  ,$x)])
$(info [$(let x y,  a   b  c  ,$x|$y)])
$(info [$(let x y z,  a   b  ,$x|$y|$z)])
$(info [$(let x y,  a   ,$x|$y)])
$(info [$(let ,  a   ,$x|$y)])
$(info [$(let x y,a b ,$x|$y)])
s := $(let x y,a b c ,$y)
$(info [$s] $(let x,b ,[$x]))
p = b c 
$(info $(let x y,a $p,[$y]))
$(info $(let x y,a $(p) ,[$y]))
all:;@:
END
run

: <<'EXPECT'
$ make
[a b  ]
[a|b  c  ]
[a|b|]
[a|]
[|]
[a|b ]
[b c ] [b ]
[b c ]
[b c  ]
[exit 0]
EXPECT
