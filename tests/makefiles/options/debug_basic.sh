# SPDX-License-Identifier: Apache-2.0
# oracle: >=4.4
# --debug=b tells what is out of date, and why.
makefile <<'END'
all: old new missing
	@echo all
old: source ; touch old
new: source
missing: ; touch missing
END
old source
stamp 1000000100 new
stamp 1000000200 source
stamp 1000000100 old
run -r --debug=b | grep -v -e '^GNU Make' -e '^Built' -e '^Copyright' -e '^License' -e '^This' -e '^There'
run --debug=xyz

: <<'EXPECT'
$ make -r --debug=b
Reading makefiles...
Updating makefiles....
Updating goal targets....
 File 'all' does not exist.
  Prerequisite 'source' is newer than target 'old'.
 Must remake target 'old'.
touch old
 Successfully remade target file 'old'.
  Prerequisite 'source' is newer than target 'new'.
  File 'missing' does not exist.
 Must remake target 'missing'.
touch missing
 Successfully remade target file 'missing'.
Must remake target 'all'.
all
Successfully remade target file 'all'.
[exit 0]
$ make --debug=xyz
2> make: *** unknown debug level specification 'xyz'.  Stop.
[exit 2]
EXPECT
