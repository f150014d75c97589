# SPDX-License-Identifier: Apache-2.0
# Match-anything rules: terminal ones, and those that are not.
makefile <<'END'
all: there made.x
%:: RCS/%,v ; @echo from RCS $@
made.%: ; @echo terminal made $*
% : %.src ; @echo $@ from $<; touch $@
END
old there made.src other.src
mkdir RCS
touch "RCS/co,v"
run
run other co

: <<'EXPECT'
$ make
terminal made x
[exit 0]
$ make other co
other from other.src
from RCS co
[exit 0]
EXPECT
