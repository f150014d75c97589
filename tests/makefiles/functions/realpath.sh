# SPDX-License-Identifier: Apache-2.0
mkdir d; touch d/x; ln -s d/x l
makefile <<'END'
$(info $(realpath l d/../d/x none) $(realpath .))
all: ;
END
run

: <<'EXPECT'
$ make
$DIR/d/x $DIR/d/x $DIR
make: 'all' is up to date.
[exit 0]
EXPECT
