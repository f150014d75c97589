# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
# --debug=v tells of all that is looked at.
makefile <<'END'
all: one two | three
	@echo all
one: source ; touch one
two: source
three: ; touch three
double:: ; @echo double
END
old source
stamp 1000000100 two
run -r --debug=v | grep -v -e '^GNU Make' -e '^Built' -e '^Copyright' -e '^License' -e '^This' -e '^There'
run -r --debug=v all double | grep -v -e '^GNU Make' -e '^Built' -e '^Copyright' -e '^License' -e '^This' -e '^There'
run -r --debug=v,none all

: <<'EXPECT'
$ make -r --debug=v
Reading makefiles...
Reading makefile 'Makefile'...
Updating makefiles....
Updating goal targets....
Considering target file 'all'.
 File 'all' does not exist.
 Considering target file 'one'.
  File 'one' does not exist.
  Considering target file 'source'.
  Finished prerequisites of target file 'source'.
  No need to remake target 'source'.
 Finished prerequisites of target file 'one'.
 Must remake target 'one'.
touch one
 Successfully remade target file 'one'.
 Considering target file 'two'.
  Pruning file 'source'.
 Finished prerequisites of target file 'two'.
  Prerequisite 'source' is older than target 'two'.
 No recipe for 'two' and no prerequisites actually changed.
 No need to remake target 'two'.
 Considering target file 'three'.
  File 'three' does not exist.
 Finished prerequisites of target file 'three'.
 Must remake target 'three'.
touch three
 Successfully remade target file 'three'.
Finished prerequisites of target file 'all'.
Must remake target 'all'.
all
Successfully remade target file 'all'.
[exit 0]
$ make -r --debug=v all double
Reading makefiles...
Reading makefile 'Makefile'...
Updating makefiles....
Updating goal targets....
Considering target file 'all'.
 File 'all' does not exist.
 Considering target file 'one'.
  Considering target file 'source'.
  Finished prerequisites of target file 'source'.
  No need to remake target 'source'.
 Finished prerequisites of target file 'one'.
  Prerequisite 'source' is older than target 'one'.
 No need to remake target 'one'.
 Considering target file 'two'.
  Pruning file 'source'.
 Finished prerequisites of target file 'two'.
  Prerequisite 'source' is older than target 'two'.
 No recipe for 'two' and no prerequisites actually changed.
 No need to remake target 'two'.
 Considering target file 'three'.
 Finished prerequisites of target file 'three'.
 No need to remake target 'three'.
Finished prerequisites of target file 'all'.
Must remake target 'all'.
all
Successfully remade target file 'all'.
Considering target file 'double'.
 File 'double' does not exist.
Finished prerequisites of target file 'double'.
Target 'double' is double-colon and has no prerequisites.
Must remake target 'double'.
double
Successfully remade target file 'double'.
[exit 0]
$ make -r --debug=v,none all
all
[exit 0]
EXPECT
