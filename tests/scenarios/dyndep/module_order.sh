# SPDX-License-Identifier: Apache-2.0
# Sources that use each other's modules are compiled in the order that a scan
# finds out, as for Fortran.
# also-as: xb
echo 'use b' >a.f
echo 'use c' >b.f
echo '' >c.f
old a.f b.f c.f
cat >scan.sh <<'END'
echo 'ninja_dyndep_version = 1'
for name in a b c; do
  uses=$(sed -n 's/^use \(.*\)/\1.mod/p' $name.f)
  echo "build $name.o | $name.mod: dyndep${uses:+ | }$uses"
done
END
manifest <<'END'
rule scan
  command = sh scan.sh > $out
rule compile
  command = cp $in $out && cp $in $name.mod
rule link
  command = cat $in > $out
build modules.dd: scan a.f b.f c.f
build a.o: compile a.f || modules.dd
  dyndep = modules.dd
  name = a
build b.o: compile b.f || modules.dd
  dyndep = modules.dd
  name = b
build c.o: compile c.f || modules.dd
  dyndep = modules.dd
  name = c
build program: link a.o b.o c.o
END
run program
run program
edit c.f 'end'
run program
tree

: <<'EXPECT'
$ ninja program
[1/5] sh scan.sh > modules.dd
[2/5] cp c.f c.o && cp c.f c.mod
[3/5] cp b.f b.o && cp b.f b.mod
[4/5] cp a.f a.o && cp a.f a.mod
[5/5] cat a.o b.o c.o > program
[exit 0]
$ ninja program
ninja: no work to do.
[exit 0]
$ ninja program
[1/3] sh scan.sh > modules.dd
[2/5] cp c.f c.o && cp c.f c.mod
[3/5] cp b.f b.o && cp b.f b.mod
[4/5] cp a.f a.o && cp a.f a.mod
[5/5] cat a.o b.o c.o > program
[exit 0]
a.f
a.mod
a.o
b.f
b.mod
b.o
build.ninja
c.f
c.mod
c.o
modules.dd
program
scan.sh
EXPECT
