# SPDX-License-Identifier: Apache-2.0
# A listed header that no longer exists makes the edge run, it is no error.
# also-as: xb
old src a.h b.h
manifest <<'END'
rule cc
  command = cp list $out.d && touch $out
  depfile = $out.d
build out: cc src
END
echo 'out: src a.h b.h' >list
run
rm b.h
echo 'out: src a.h' >list
run
run

: <<'EXPECT'
$ ninja
[1/1] cp list out.d && touch out
[exit 0]
$ ninja
[1/1] cp list out.d && touch out
[exit 0]
$ ninja
ninja: no work to do.
[exit 0]
EXPECT
