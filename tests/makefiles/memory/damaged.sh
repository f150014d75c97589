# SPDX-License-Identifier: Apache-2.0
# What is remembered may be damaged or gone at any time.
mkdir .xb
old in
makefile <<'END'
$(info read)
out: in ; cp in out
END
run
run
run
for file in .xb/make-*; do
  [ -f "$file" ] || continue
  head -c 100 "$file" >.xb/new
  mv .xb/new "$file"
done
run
run
for file in .xb/make-*; do
  [ -f "$file" ] || continue
  tr a b <"$file" >.xb/new
  mv .xb/new "$file"
done
run
run
rm -rf .xb
touch .xb
run
run
touch in
run
run

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
$ make
read
make: 'out' is up to date.
[exit 0]
$ make
read
make: 'out' is up to date.
[exit 0]
$ make
read
make: 'out' is up to date.
[exit 0]
$ make
read
make: 'out' is up to date.
[exit 0]
$ make
read
make: 'out' is up to date.
[exit 0]
$ make
read
make: 'out' is up to date.
[exit 0]
$ make
read
cp in out
[exit 0]
$ make
read
make: 'out' is up to date.
[exit 0]
EXPECT
