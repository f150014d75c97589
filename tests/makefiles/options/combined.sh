# SPDX-License-Identifier: Apache-2.0
# Letters together, values attached and apart, beginnings of long names.
makefile <<'END'
all: ; @echo $(firstword $(MAKEFLAGS)) $(X)
END
makefile other.mk <<'END'
all: ; @echo other $(firstword $(MAKEFLAGS))
END
run -ki
run -kf other.mk
run -kfother.mk
run --keep --ignore-err
run --fil=other.mk
run -- X=1 all
run X=1 -k
for wrong in --no-such -Z -f; do
  make "$wrong" 2>&1 | head -n 1
done

: <<'EXPECT'
$ make -ki
ik
[exit 0]
$ make -kf other.mk
other k
[exit 0]
$ make -kfother.mk
other k
[exit 0]
$ make --keep --ignore-err
ik
[exit 0]
$ make --fil=other.mk
other
[exit 0]
$ make -- X=1 all
-- 1
[exit 0]
$ make X=1 -k
k 1
[exit 0]
make: unrecognized option '--no-such'
make: invalid option -- 'Z'
make: option requires an argument -- 'f'
EXPECT
