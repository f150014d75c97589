# SPDX-License-Identifier: Apache-2.0
# Makes below are answered for as long as nothing is to do in their places.
mkdir .xb one two two/.xb one/.xb
old one/in two/in
makefile <<'END'
all: one two
one:
	$(MAKE) -C one FROM=$(FROM)
two: one
	@cd two && $(MAKE)
.PHONY: all one two
END
makefile one/Makefile <<'END'
$(info from $(FROM) level $(MAKELEVEL))
out: in ; cp in out
END
makefile two/Makefile <<'END'
$(info goes on [$(findstring k,$(MAKEFLAGS))] in $(notdir $(CURDIR)))
out: in ; cp in out
END
run
run
run
run
touch two/in
run
run
run
run FROM=here
run FROM=here
run -s
run -s
rm one/out
run
run
run
echo '$(info changed)' >>two/Makefile
run
run
run -k --no-print-directory
run -k --no-print-directory
rm two/in
run
run -k

: <<'EXPECT'
$ make
make -C one FROM=
make[1]: Entering directory '$DIR/one'
from  level 1
cp in out
make[1]: Leaving directory '$DIR/one'
make[1]: Entering directory '$DIR/two'
goes on [] in two
cp in out
make[1]: Leaving directory '$DIR/two'
[exit 0]
$ make
make -C one FROM=
make[1]: Entering directory '$DIR/one'
from  level 1
make[1]: 'out' is up to date.
make[1]: Leaving directory '$DIR/one'
make[1]: Entering directory '$DIR/two'
goes on [] in two
make[1]: 'out' is up to date.
make[1]: Leaving directory '$DIR/two'
[exit 0]
$ make
make -C one FROM=
make[1]: Entering directory '$DIR/one'
from  level 1
make[1]: 'out' is up to date.
make[1]: Leaving directory '$DIR/one'
make[1]: Entering directory '$DIR/two'
goes on [] in two
make[1]: 'out' is up to date.
make[1]: Leaving directory '$DIR/two'
[exit 0]
$ make
make -C one FROM=
make[1]: Entering directory '$DIR/one'
from  level 1
make[1]: 'out' is up to date.
make[1]: Leaving directory '$DIR/one'
make[1]: Entering directory '$DIR/two'
goes on [] in two
make[1]: 'out' is up to date.
make[1]: Leaving directory '$DIR/two'
[exit 0]
$ make
make -C one FROM=
make[1]: Entering directory '$DIR/one'
from  level 1
make[1]: 'out' is up to date.
make[1]: Leaving directory '$DIR/one'
make[1]: Entering directory '$DIR/two'
goes on [] in two
cp in out
make[1]: Leaving directory '$DIR/two'
[exit 0]
$ make
make -C one FROM=
make[1]: Entering directory '$DIR/one'
from  level 1
make[1]: 'out' is up to date.
make[1]: Leaving directory '$DIR/one'
make[1]: Entering directory '$DIR/two'
goes on [] in two
make[1]: 'out' is up to date.
make[1]: Leaving directory '$DIR/two'
[exit 0]
$ make
make -C one FROM=
make[1]: Entering directory '$DIR/one'
from  level 1
make[1]: 'out' is up to date.
make[1]: Leaving directory '$DIR/one'
make[1]: Entering directory '$DIR/two'
goes on [] in two
make[1]: 'out' is up to date.
make[1]: Leaving directory '$DIR/two'
[exit 0]
$ make FROM=here
make -C one FROM=here
make[1]: Entering directory '$DIR/one'
from here level 1
make[1]: 'out' is up to date.
make[1]: Leaving directory '$DIR/one'
make[1]: Entering directory '$DIR/two'
goes on [] in two
make[1]: 'out' is up to date.
make[1]: Leaving directory '$DIR/two'
[exit 0]
$ make FROM=here
make -C one FROM=here
make[1]: Entering directory '$DIR/one'
from here level 1
make[1]: 'out' is up to date.
make[1]: Leaving directory '$DIR/one'
make[1]: Entering directory '$DIR/two'
goes on [] in two
make[1]: 'out' is up to date.
make[1]: Leaving directory '$DIR/two'
[exit 0]
$ make -s
from  level 1
goes on [] in two
[exit 0]
$ make -s
from  level 1
goes on [] in two
[exit 0]
$ make
make -C one FROM=
make[1]: Entering directory '$DIR/one'
from  level 1
cp in out
make[1]: Leaving directory '$DIR/one'
make[1]: Entering directory '$DIR/two'
goes on [] in two
make[1]: 'out' is up to date.
make[1]: Leaving directory '$DIR/two'
[exit 0]
$ make
make -C one FROM=
make[1]: Entering directory '$DIR/one'
from  level 1
make[1]: 'out' is up to date.
make[1]: Leaving directory '$DIR/one'
make[1]: Entering directory '$DIR/two'
goes on [] in two
make[1]: 'out' is up to date.
make[1]: Leaving directory '$DIR/two'
[exit 0]
$ make
make -C one FROM=
make[1]: Entering directory '$DIR/one'
from  level 1
make[1]: 'out' is up to date.
make[1]: Leaving directory '$DIR/one'
make[1]: Entering directory '$DIR/two'
goes on [] in two
make[1]: 'out' is up to date.
make[1]: Leaving directory '$DIR/two'
[exit 0]
$ make
make -C one FROM=
make[1]: Entering directory '$DIR/one'
from  level 1
make[1]: 'out' is up to date.
make[1]: Leaving directory '$DIR/one'
make[1]: Entering directory '$DIR/two'
goes on [] in two
changed
make[1]: 'out' is up to date.
make[1]: Leaving directory '$DIR/two'
[exit 0]
$ make
make -C one FROM=
make[1]: Entering directory '$DIR/one'
from  level 1
make[1]: 'out' is up to date.
make[1]: Leaving directory '$DIR/one'
make[1]: Entering directory '$DIR/two'
goes on [] in two
changed
make[1]: 'out' is up to date.
make[1]: Leaving directory '$DIR/two'
[exit 0]
$ make -k --no-print-directory
make -C one FROM=
from  level 1
make[1]: 'out' is up to date.
goes on [k] in two
changed
make[1]: 'out' is up to date.
[exit 0]
$ make -k --no-print-directory
make -C one FROM=
from  level 1
make[1]: 'out' is up to date.
goes on [k] in two
changed
make[1]: 'out' is up to date.
[exit 0]
$ make
make -C one FROM=
make[1]: Entering directory '$DIR/one'
from  level 1
make[1]: 'out' is up to date.
make[1]: Leaving directory '$DIR/one'
make[1]: Entering directory '$DIR/two'
goes on [] in two
changed
make[1]: Leaving directory '$DIR/two'
2> make[1]: *** No rule to make target 'in', needed by 'out'.  Stop.
2> make: *** [Makefile:5: two] Error 2
[exit 2]
$ make -k
make -C one FROM=
make[1]: Entering directory '$DIR/one'
from  level 1
make[1]: 'out' is up to date.
make[1]: Leaving directory '$DIR/one'
make[1]: Entering directory '$DIR/two'
goes on [k] in two
changed
make[1]: Leaving directory '$DIR/two'
2> make[1]: *** No rule to make target 'in', needed by 'out'.
2> make[1]: Target 'out' not remade because of errors.
2> make: *** [Makefile:5: two] Error 2
2> make: Target 'all' not remade because of errors.
[exit 2]
EXPECT
