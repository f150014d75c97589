# SPDX-License-Identifier: Apache-2.0
# -q: 0 when nothing is to do, 1 when something is, 2 when that fails.
makefile <<'END'
done: src
todo: src ; touch todo
plus: ; +@echo runs
END
old src
stamp 1000000100 done
run -q done
run -q todo
run -q missing
run -q plus
run -qk todo done

: <<'EXPECT'
$ make -q done
[exit 0]
$ make -q todo
[exit 1]
$ make -q missing
2> make: *** No rule to make target 'missing'.  Stop.
[exit 2]
$ make -q plus
runs
[exit 0]
$ make -qk todo done
[exit 1]
EXPECT
