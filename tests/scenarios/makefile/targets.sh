# SPDX-License-Identifier: Apache-2.0
# `xb targets` lists what a Makefile makes, with what comments say about it.
# xb-only: make has no tools
cat >Makefile <<'END'
# SPDX-License-Identifier: Apache-2.0
# A Makefile with comments.

#############################
# Build it                  #
#############################
all: prog $(EXTRA)

# About flags.
FLAGS = -g
prog: main.o
	# not about the next one
	cc -o $@ $^
# Remove what
#   was built.
.PHONY: clean
clean:
	rm -f prog *.o
help: ## Show this help ## twice
	@echo ran $@
install: prog ; cp prog /tmp ## of the shell
# A note.
#
# Run the tests, but not
# all of them.
check test:: FORCE # plain
	@echo testing

# A frame of equal signs is no help.
# =====
later:
	@echo later
ifdef NEVER
# Not there.
never: ; :
else
# Only there.
else: ; @:
endif
# A comment that is not right above.

far: ; @:
.PHONY: $(EXTRA)
# Of a pattern.
%.o: %.c ; cc -c $<
main.o: main.h
FORCE:
.c.x: ; :
EXTRA = extra more
# A target \
with a long comment
$(EXTRA): ; @:
# From an include.
include inc.mk
-include deps.d
END
printf '# Help in another file.\nwith_help: ; @:\n' >inc.mk
printf 'main.o: main.c main.h\nmain.h:\n' >deps.d
touch main.c main.h
try() {
  echo "\$ xb${*:+ }$*"
  status=0
  xb -j1 "$@" 2>&1 || status=$?
  echo "[exit $status]"
}
try targets
try -t targets EXTRA=other
try targets all EXTRA=other
try targets rule
try -f inc.mk targets
mkdir own
printf 'all: ; @:\ntargets: ; @echo made $@\n' >own/Makefile
try -C own targets
try -C own -t targets
mkdir implicit
echo 'echo a script' >implicit/targets.sh
echo 'all: ; @:' >implicit/Makefile
try -C implicit targets
rm implicit/targets*
printf '.DEFAULT: ; @echo default $@\n' >implicit/Makefile
try -C implicit targets
printf 'all ; @:\n' >implicit/Makefile
try -C implicit targets
try -C implicit -t targets
ls own implicit

: <<'EXPECT'
$ xb targets
all        Build it (default)
prog
clean      Remove what was built.
help       Show this help ## twice
install
check      Run the tests, but not all of them.
test       Run the tests, but not all of them.
later      A frame of equal signs is no help.
else       Only there.
far
main.o
extra      A target with a long comment
more       A target with a long comment
with_help  Help in another file.
[exit 0]
$ xb -t targets EXTRA=other
all        Build it (default)
prog
clean      Remove what was built.
help       Show this help ## twice
install
check      Run the tests, but not all of them.
test       Run the tests, but not all of them.
later      A frame of equal signs is no help.
else       Only there.
far
main.o
other      A target with a long comment
with_help  Help in another file.
[exit 0]
$ xb targets all EXTRA=other
all: file
prog: file
clean: phony
help: file
install: file
check: file
test: file
later: file
else: file
far: file
main.o: file
other: phony
with_help: file
[exit 0]
$ xb targets rule
xb: error: Of a Makefile there are `targets` and `targets all`, not `targets rule`
[exit 1]
$ xb -f inc.mk targets
with_help  Help in another file. (default)
[exit 0]
$ xb -C own targets
xb: Entering directory `own'
[1] targets
made targets
[exit 0]
$ xb -C own -t targets
all      (default)
targets
[exit 0]
$ xb -C implicit targets
xb: Entering directory `implicit'
[1] targets
[exit 0]
$ xb -C implicit targets
xb: Entering directory `implicit'
[1] targets
default targets
[exit 0]
$ xb -C implicit targets
xb: Entering directory `implicit'
Makefile:1: *** missing separator.  Stop.
[exit 2]
$ xb -C implicit -t targets
Makefile:1: *** missing separator.  Stop.
[exit 2]
implicit:
Makefile

own:
Makefile
EXPECT
