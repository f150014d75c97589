# SPDX-License-Identifier: Apache-2.0
# A phony name stands for the content of what is behind it.
# xb-only: content is xb's rule
for name in main a b; do echo $name >$name; done
manifest <<'END'
rule cat
  command = cat $in a b > $out
build inner: phony b
build headers: phony a inner
build out: cat main | headers
END
settle
xb
newer a b
settle
xb
cp -p main "$SCRATCH/old"
echo new >b
touch -r "$SCRATCH/old" b
settle
xb
xb

: <<'EXPECT'
[1/1] cat main a b > out
xb: no work to do.
[1/1] cat main a b > out
xb: no work to do.
EXPECT
