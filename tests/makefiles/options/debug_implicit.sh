# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
makefile <<'END'
all: a.o b.o c.o d.o x.q y.d f.o lib.a(m.o)
%.o: %.c x.h ; @echo $@;touch $@
%.o: %.s | ord ; @echo $@; touch $@
x: b.c x.h
c.s: ; touch $@
vpath %.s vp
ord:
%.o: f.w ;@true
%.w: %.v ; @true
f.v:
%.q: %.r ; @touch $@
%.r: %.t ; @touch $@
%.d:: %.e ; @touch $@
%.e: %.f ; @touch $@
(%): % ; @echo $@ $%
END
mkdir vp
old a.c x.h vp/d.s m.o x.t y.f
told() {
  echo "\$ make $*"
  make "$@" 2>&1 | grep -Ev '^(GNU Make|Built|Copyright|License|This is|There is)'
}
told -r --debug=implicit -k
touch x.q
told -r --debug=i,m x.q
: <<'EXPECT'
$ make -r --debug=implicit -k
Reading makefiles...
Updating makefiles....
Updating goal targets....
 File 'all' does not exist.
 Looking for an implicit rule for 'all'.
 No implicit rule found for 'all'.
  File 'a.o' does not exist.
  Looking for an implicit rule for 'a.o'.
   Trying pattern rule '%.o: %.c x.h' with stem 'a'.
   Trying implicit prerequisite 'a.c'.
   Found 'a.c'.
   Trying rule prerequisite 'x.h'.
   Found 'x.h'.
  Found implicit rule '%.o: %.c x.h' for 'a.o'.
   Looking for an implicit rule for 'a.c'.
   No implicit rule found for 'a.c'.
   Looking for an implicit rule for 'x.h'.
   No implicit rule found for 'x.h'.
 Must remake target 'a.o'.
a.o
 Successfully remade target file 'a.o'.
  File 'b.o' does not exist.
  Looking for an implicit rule for 'b.o'.
   Trying pattern rule '%.o: %.c x.h' with stem 'b'.
   Trying implicit prerequisite 'b.c'.
   Prerequisite 'b.c' of rule '%.o: %.c x.h' does not qualify as ought to exist.
   Not found 'b.c'.
   Trying pattern rule '%.o: %.s | ord' with stem 'b'.
   Trying implicit prerequisite 'b.s'.
   Not found 'b.s'.
   Trying pattern rule '%.o: f.w' with stem 'b'.
   Trying rule prerequisite 'f.w'.
   Not found 'f.w'.
   Trying harder.
   Trying pattern rule '%.o: %.c x.h' with stem 'b'.
   Trying implicit prerequisite 'b.c'.
   Prerequisite 'b.c' of rule '%.o: %.c x.h' does not qualify as ought to exist.
   Looking for a rule with explicit file 'b.c'.
    Avoiding implicit rule recursion for rule '%.o: %.c x.h'.
   No implicit rule found for 'b.c'.
   Rejecting rule '%.o: %.c x.h' due to impossible prerequisite 'b.c'.
   Trying pattern rule '%.o: %.s | ord' with stem 'b'.
   Trying implicit prerequisite 'b.s'.
   Looking for a rule with intermediate file 'b.s'.
    Avoiding implicit rule recursion for rule '%.o: %.s | ord'.
   No implicit rule found for 'b.s'.
   Rejecting rule '%.o: %.s | ord' due to impossible prerequisite 'b.s'.
   Trying pattern rule '%.o: f.w' with stem 'b'.
   Trying rule prerequisite 'f.w'.
   Looking for a rule with explicit file 'f.w'.
    Avoiding implicit rule recursion for rule '%.o: f.w'.
    Trying pattern rule '%.w: %.v' with stem 'f'.
    Trying implicit prerequisite 'f.v'.
    'f.v' ought to exist.
   Found implicit rule '%.w: %.v' for 'f.w'.
  Found implicit rule '%.o: f.w' for 'b.o'.
   File 'f.w' does not exist.
    File 'f.v' does not exist.
    Looking for an implicit rule for 'f.v'.
    No implicit rule found for 'f.v'.
   Must remake target 'f.v'.
   Successfully remade target file 'f.v'.
  Must remake target 'f.w'.
  Successfully remade target file 'f.w'.
 Must remake target 'b.o'.
 Successfully remade target file 'b.o'.
  File 'c.o' does not exist.
  Looking for an implicit rule for 'c.o'.
   Trying pattern rule '%.o: %.c x.h' with stem 'c'.
   Trying implicit prerequisite 'c.c'.
   Not found 'c.c'.
   Trying pattern rule '%.o: %.s | ord' with stem 'c'.
   Trying implicit prerequisite 'c.s'.
   'c.s' ought to exist.
   Trying rule prerequisite 'ord'.
   'ord' ought to exist.
  Found implicit rule '%.o: %.s | ord' for 'c.o'.
   File 'c.s' does not exist.
  Must remake target 'c.s'.
touch c.s
  Successfully remade target file 'c.s'.
   File 'ord' does not exist.
   Looking for an implicit rule for 'ord'.
   No implicit rule found for 'ord'.
  Must remake target 'ord'.
  Successfully remade target file 'ord'.
 Must remake target 'c.o'.
c.o
 Successfully remade target file 'c.o'.
  File 'd.o' does not exist.
  Looking for an implicit rule for 'd.o'.
   Trying pattern rule '%.o: %.c x.h' with stem 'd'.
   Trying implicit prerequisite 'd.c'.
   Not found 'd.c'.
   Trying pattern rule '%.o: %.s | ord' with stem 'd'.
   Trying implicit prerequisite 'd.s'.
   Found prerequisite 'd.s' as VPATH 'vp/d.s'.
   Trying rule prerequisite 'ord'.
   'ord' ought to exist.
  Found implicit rule '%.o: %.s | ord' for 'd.o'.
   Looking for an implicit rule for 'd.s'.
   No implicit rule found for 'd.s'.
 Must remake target 'd.o'.
d.o
 Successfully remade target file 'd.o'.
  File 'x.q' does not exist.
  Looking for an implicit rule for 'x.q'.
   Trying pattern rule '%.q: %.r' with stem 'x'.
   Trying implicit prerequisite 'x.r'.
   Not found 'x.r'.
   Trying harder.
   Trying pattern rule '%.q: %.r' with stem 'x'.
   Trying implicit prerequisite 'x.r'.
   Looking for a rule with intermediate file 'x.r'.
    Avoiding implicit rule recursion for rule '%.q: %.r'.
    Trying pattern rule '%.r: %.t' with stem 'x'.
    Trying implicit prerequisite 'x.t'.
    Found 'x.t'.
   Found implicit rule '%.r: %.t' for 'x.r'.
  Found implicit rule '%.q: %.r' for 'x.q'.
    Looking for an implicit rule for 'x.t'.
    No implicit rule found for 'x.t'.
   File 'x.r' does not exist.
  Must remake target 'x.r'.
  Successfully remade target file 'x.r'.
 Must remake target 'x.q'.
 Successfully remade target file 'x.q'.
  File 'y.d' does not exist.
  Looking for an implicit rule for 'y.d'.
   Trying pattern rule '%.d:: %.e' with stem 'y'.
   Trying implicit prerequisite 'y.e'.
   Not found 'y.e'.
   Trying harder.
  No implicit rule found for 'y.d'.
 Must remake target 'y.d'.
make: *** No rule to make target 'y.d', needed by 'all'.
 Failed to remake target file 'y.d'.
  File 'f.o' does not exist.
  Looking for an implicit rule for 'f.o'.
   Trying pattern rule '%.o: %.c x.h' with stem 'f'.
   Trying implicit prerequisite 'f.c'.
   Not found 'f.c'.
   Trying pattern rule '%.o: %.s | ord' with stem 'f'.
   Trying implicit prerequisite 'f.s'.
   Not found 'f.s'.
   Trying pattern rule '%.o: f.w' with stem 'f'.
   Trying rule prerequisite 'f.w'.
   'f.w' ought to exist.
  Found implicit rule '%.o: f.w' for 'f.o'.
 Must remake target 'f.o'.
 Successfully remade target file 'f.o'.
  File 'lib.a(m.o)' does not exist.
  Looking for an implicit rule for 'lib.a(m.o)'.
  No implicit rule found for 'lib.a(m.o)'.
  Looking for archive-member implicit rule for 'lib.a(m.o)'.
   Trying pattern rule '(%): %' with stem 'm.o'.
   Trying implicit prerequisite 'm.o'.
   Found 'm.o'.
  Found implicit rule '(%): %' for '(m.o)'.
   Looking for an implicit rule for 'm.o'.
    Trying pattern rule '%.o: %.c x.h' with stem 'm'.
    Trying implicit prerequisite 'm.c'.
    Not found 'm.c'.
    Trying pattern rule '%.o: %.s | ord' with stem 'm'.
    Trying implicit prerequisite 'm.s'.
    Not found 'm.s'.
    Trying pattern rule '%.o: f.w' with stem 'm'.
    Trying rule prerequisite 'f.w'.
    'f.w' ought to exist.
   Found implicit rule '%.o: f.w' for 'm.o'.
   Prerequisite 'f.w' of target 'm.o' does not exist.
  Must remake target 'm.o'.
  Successfully remade target file 'm.o'.
 Must remake target 'lib.a(m.o)'.
lib.a m.o
 Successfully remade target file 'lib.a(m.o)'.
make: Target 'all' not remade because of errors.
Removing intermediate files...
rm x.r
$ make -r --debug=i,m x.q
Reading makefiles...
Updating makefiles....
  Looking for an implicit rule for 'Makefile'.
  No implicit rule found for 'Makefile'.
Updating goal targets....
 Looking for an implicit rule for 'x.q'.
  Trying pattern rule '%.q: %.r' with stem 'x'.
  Trying implicit prerequisite 'x.r'.
  Not found 'x.r'.
  Trying harder.
  Trying pattern rule '%.q: %.r' with stem 'x'.
  Trying implicit prerequisite 'x.r'.
  Looking for a rule with intermediate file 'x.r'.
   Avoiding implicit rule recursion for rule '%.q: %.r'.
   Trying pattern rule '%.r: %.t' with stem 'x'.
   Trying implicit prerequisite 'x.t'.
   Found 'x.t'.
  Found implicit rule '%.r: %.t' for 'x.r'.
 Found implicit rule '%.q: %.r' for 'x.q'.
   Looking for an implicit rule for 'x.t'.
   No implicit rule found for 'x.t'.
 Prerequisite 'x.r' of target 'x.q' does not exist.
make: 'x.q' is up to date.
EXPECT
