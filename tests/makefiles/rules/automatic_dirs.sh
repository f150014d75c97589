# SPDX-License-Identifier: Apache-2.0
mkdir d; old d/a b
makefile <<'END'
d/x: d/a b ; @echo $(@D) $(@F) $(<D) $(<F) $(^D) $(^F) $(?D) $(+F)
END
run d/x

: <<'EXPECT'
$ make d/x
d x d a d . a b d . a b
[exit 0]
EXPECT
