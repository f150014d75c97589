# SPDX-License-Identifier: Apache-2.0
for text in 'a: b: c' 'a: %.x %.y: c' 'a: : c' '%.o: %.x: c'; do
  echo "$text ; @echo" >Makefile
  run
done

: <<'EXPECT'
$ make
2> Makefile:1: *** target pattern contains no '%'.  Stop.
[exit 2]
$ make
2> Makefile:1: *** multiple target patterns.  Stop.
[exit 2]
$ make
2> Makefile:1: *** missing target pattern.  Stop.
[exit 2]
$ make
2> Makefile:1: *** mixed implicit and static pattern rules.  Stop.
[exit 2]
EXPECT
