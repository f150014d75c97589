# SPDX-License-Identifier: Apache-2.0
# -p prints what is known, in a form that programs read.
makefile <<'END'
X = $(Y)
Y := 1
override Z = 3
define M
echo one
echo two
endef
all: b | c ; @echo $(X)
all: V = 5
%.zz: %.yy
	cp $< $@
.PHONY: all
b c: ; @:
END
data() { make -rp CL=1 2>/dev/null; }
data | grep -A1 -e "^# makefile (from 'Makefile', line 2)" \
  -e "^# 'override' directive (" -e '^# command line' | grep -v '^--' | sort
data | sed -n '/^define M/,/^endef/p'
data | sed -n '/^%.zz: %.yy/,/^$/p'
data | sed -n '/^all: b | c/,/^#  Phony/p'
data | grep -x -e 'all: V = 5' -e '# Files' -e '# Variables' -e '# Implicit Rules'
data | grep -c -e '^# Make data base' -e '^# Finished Make data base'
data | sed -n '/^# Not a target:/{n;p;}' | grep -x -e 'Makefile:' -e 'all:' -e 'c:'

: <<'EXPECT'
# 'override' directive (from 'Makefile', line 3)
# command line
# makefile (from 'Makefile', line 2)
CL = 1
Y := 1
Z = 3
define M
echo one
echo two
endef
%.zz: %.yy
#  recipe to execute (from 'Makefile', line 11):
	cp $< $@

all: b | c
#  Phony target (prerequisite of .PHONY).
# Variables
# Implicit Rules
# Files
all: V = 5
2
Makefile:
EXPECT
