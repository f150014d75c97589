# SPDX-License-Identifier: Apache-2.0
# An archive is got once, verified, built once, and used by every checkout that
# wants the same; what decides the result decides whether it is built again.
# xb-only: ninja knows no dependencies
# needs: program curl
mkdir -p five-1.0 "$SCRATCH/other"
cat >five-1.0/five.c <<'END'
int five(void) { return FIVE; }
END
echo 'int five(void);' >five-1.0/five.h
cat >five-1.0/Makefile <<'END'
FIVE = 5
libfive.a: five.c
	echo built >>$(HOME)/builds
	$(CC) $(CFLAGS) -DFIVE=$(FIVE) -c five.c -o five.o
	ar rcs $@ five.o
install:
	mkdir -p $(DESTDIR)$(PREFIX)/lib $(DESTDIR)$(PREFIX)/include
	cp libfive.a $(DESTDIR)$(PREFIX)/lib
	cp five.h $(DESTDIR)$(PREFIX)/include
END
tar -czf five-1.0.tar.gz five-1.0
sha256=$(sha256sum five-1.0.tar.gz | cut -d' ' -f1)
# recipe TEXT: what xb is told to bring about.
recipe() {
  printf '{name="five",url=["file://%s/five-1.0.tar.gz"],sha256="%s",
    build="make",libs=["lib/libfive.a"],includes=["include"]%s}' \
    "$PWD" "$sha256" "$1" | tr -d '\n' >"$SCRATCH/recipe"
}
# bring [DIR]
bring() {
  status=0
  (cd "${1:-.}" && xb -t dependency --output deps/five --ready deps/five.ready \
    --depfile deps/five.d "$SCRATCH/recipe") || status=$?
  echo "[exit $status] builds: $(wc -l <"$HOME/builds" 2>/dev/null)"
}
mkdir deps "$SCRATCH/other/deps"
recipe ''
bring
tree deps
cut -c1-5 deps/five.ready
bring
echo "without the archive, in another checkout:"
rm five-1.0.tar.gz
bring "$SCRATCH/other"
cmp deps/five/lib/libfive.a "$SCRATCH/other/deps/five/lib/libfive.a"
echo "what it is built with:"
recipe ',args=["FIVE=6"]'
bring
recipe ',cflags="-O1"'
bring
recipe ',args=["FIVE=6"]'
bring
cat >main.c <<'END'
#include <five.h>
int main(void) { return five(); }
END
cc -Ideps/five/include main.c deps/five/lib/libfive.a -o main
./main || echo "main says $?"
echo "a result that somebody damaged:"
store=$HOME/.cache/xb-store
for library in "$store"/results/*/lib/libfive.a; do
  chmod u+w "$library"
  echo damaged >"$library"
done
bring | sed 's|-[0-9a-f]\{32\}|-HASH|'
./main || echo "main says $?"
echo "nothing half is left:"
ls "$store/building"
find "$store/archives" -name '*.part'

: <<'EXPECT'
[exit 0] builds: 1
deps/five.d
deps/five.ready
deps/five/include/five.h
deps/five/lib/libfive.a
five-
[exit 0] builds: 1
without the archive, in another checkout:
[exit 0] builds: 1
what it is built with:
[exit 0] builds: 2
[exit 0] builds: 3
[exit 0] builds: 3
main says 6
a result that somebody damaged:
`$ROOT/home/.cache/xb-store/results/five-HASH/lib/libfive.a` is not what was built; it is made again
[exit 0] builds: 4
main says 6
nothing half is left:
EXPECT
