# SPDX-License-Identifier: Apache-2.0
# As xb, a variable that is likely misspelt and a circle of prerequisites are
# told with their places and with what to do.
# xb-only: these are no words of make
cat >Makefile <<'END'
CFLAGS = -O2
WARNINGS = -Wall
SOURCES := a.c b.c
OBJECT_FILES = $(SOURCE:.c=.o)
LIB1 = one
all: one two three
one: ; @echo $(CFLGAS) $(CFLAGS) $(WARNNGS) $(USERS_OWN)
two: EXTRA = 2
two: ; @echo $(EXTR) $(OBJECT_FILES) $(LATERS)
three: ; @echo $(call func,$(LIB2)) $(SOURCE)
func = $(OPTION) $1
ifdef OPTIONS
OPTIMISE = -O3
endif
ifneq ($(OPTIMIST),)
endif
$(if $(WARNINGZ),$(info never))
asked: ; @echo $(OPTIMISE) $(OPTIMIST) $(WARNINGZ) $(LDFLAG) $(ORIGINAL)
ORIGINS := $(origin ORIGINAL)
LATER = here
LATERS_TOO := $(LATEST)
LATEST = now
quiet: ; @echo $(CFLAG)
END
try() {
  echo "\$ xb${*:+ }$*"
  xb -j1 "$@" 2>&1
}
try
try asked
try -w misspelt=ignore quiet
try -v quiet
xb make -s quiet
echo 'all: ; $(info $(NAMME))
NAME = x' >remembered.mk
settle
try -f remembered.mk
try -f remembered.mk
try -f remembered.mk
try -w misspelt=ignore -f remembered.mk
mkdir circle
cat >circle/Makefile <<'END'
all: a
a: b ; @echo $@
b: c
	@echo $@
c: d
c: a ; @echo $@
d: d ; @echo $@
%.x: %.y ; @echo $@
%.y: %.x ; @echo $@
END
cd circle
try
xb make
try -w list
cd ..
ninja -w list

: <<'EXPECT'
$ xb
Makefile:7: warning: the variable CFLGAS is not set; did you mean CFLAGS, which Makefile:1 sets?
Makefile:7: warning: the variable WARNNGS is not set; did you mean WARNINGS, which Makefile:2 sets?
[1] one
-O2
Makefile:9: warning: the variable EXTR is not set; did you mean EXTRA?
Makefile:4: warning: the variable SOURCE is not set; did you mean SOURCES, which Makefile:3 sets?
Makefile:9: warning: the variable LATERS is not set; did you mean LATER, which Makefile:20 sets?
[2] two

Makefile:11: warning: the variable OPTION is not set; did you mean OPTIONS?
[3] three

$ xb asked
Makefile:18: warning: the variable LDFLAG is not set; did you mean LDFLAGS?
[1] asked

$ xb -w misspelt=ignore quiet
[1] quiet

$ xb -v quiet
Makefile:23: warning: the variable CFLAG is not set; did you mean CFLAGS, which Makefile:1 sets?


$ xb -f remembered.mk

remembered.mk:1: warning: the variable NAMME is not set; did you mean NAME, which remembered.mk:2 sets?
[1] all
$ xb -f remembered.mk

remembered.mk:1: warning: the variable NAMME is not set; did you mean NAME, which remembered.mk:2 sets?
[1] all
$ xb -f remembered.mk

remembered.mk:1: warning: the variable NAMME is not set; did you mean NAME, which remembered.mk:2 sets?
[1] all
$ xb -w misspelt=ignore -f remembered.mk

[1] all
$ xb
Makefile:6: warning: circular dependency: a -> b -> c -> a; xb goes on without 'a' among the prerequisites of 'c', take it out there
Makefile:7: warning: circular dependency: d -> d; xb goes on without 'd' among the prerequisites of 'd', take it out there
[1] d
d
[2] c
c
[3] b
b
[4] a
a
make: Circular c <- a dependency dropped.
make: Circular d <- d dependency dropped.
d
c
b
a
$ xb -w list
warning flags:
  phonycycle={err,warn}  phony build statement references itself
  misspelt={warn,ignore}  a Makefile asks for a variable that is likely misspelt
warning flags:
  phonycycle={err,warn}  phony build statement references itself
EXPECT
