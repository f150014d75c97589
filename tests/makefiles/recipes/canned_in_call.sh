# SPDX-License-Identifier: Apache-2.0
# A line that expands to several lines loses nothing of the later ones.
makefile <<'END'
define rule_x
	:
	$(call cmd,x)
	@echo two
	-@false; echo three
	+@echo four \
	  and five
	echo six
endef
label = echo L;
cmd_x = echo one
cmd = @$(label) $(cmd_$(1))
if_changed = $(if y, @set -e; $(rule_$(1)))
all:
	$(call if_changed,x)
END
run
run -n

: <<'EXPECT'
$ make
L
one
two
three
four and five
echo six
six
[exit 0]
$ make -n
set -e; 	:
echo L; echo one
echo two
false; echo three
echo four and five
four and five
echo six
six
[exit 0]
EXPECT
