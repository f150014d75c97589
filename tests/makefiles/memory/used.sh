# SPDX-License-Identifier: Apache-2.0
# A run that is as one before is answered from what was kept of that: the file
# is used and not written again.
# xb-only: make remembers nothing
mkdir .xb
old in
makefile <<'END'
$(info read)
out: in ; cp in out
END
kept() {
  ls -i .xb/make-????????????????
}
# What changed in this moment may change once more in it: nothing is kept then.
settle() {
  touch "$SCRATCH/before" "$SCRATCH/now"
  while [ -z "$(find "$SCRATCH/now" -newer "$SCRATCH/before")" ]; do
    touch "$SCRATCH/now"
  done
}
run
settle
run
before=$(kept)
run
[ "$before" = "$(kept)" ] && echo used
touch Makefile
settle
run
[ "$before" = "$(kept)" ] || echo written
export XB_NO_MAKE_MEMORY=1
rm .xb/make-*
run
ls .xb
unset XB_NO_MAKE_MEMORY
rm -r .xb
run
[ -e .xb ] || echo 'nothing is kept of so little'

: <<'EXPECT'
$ make
read
cp in out
[exit 0]
$ make
read
make: 'out' is up to date.
[exit 0]
$ make
read
make: 'out' is up to date.
[exit 0]
used
$ make
read
make: 'out' is up to date.
[exit 0]
written
$ make
read
make: 'out' is up to date.
[exit 0]
$ make
read
make: 'out' is up to date.
[exit 0]
nothing is kept of so little
EXPECT
