# SPDX-License-Identifier: Apache-2.0
# What a switch of a profile says is what compilers and linkers have done.
# xb-only: ninja reads no project file
# needs: program cc
# needs: program clang
# needs: program llvm-profdata
# needs: program ccache
# needs: program ld.lld
# needs: program ld.gold
# needs: program readelf
cat >xb.toml <<'EOF'
jobs = 1
[target.app]
sources = ["app.c", "part.c"]
[target.other]
sources = ["other.c"]
default = false

[profile.address]
sanitize = ["address", "undefined"]
[profile.thread]
sanitize = "thread"
[profile.memory]
sanitize = "memory"
cc = "clang"
[profile.lto]
lto = true
[profile.thin]
lto = "thin"
cc = "clang"
[profile.strip]
strip = true
[profile.dwarf]
debug = true
split_dwarf = true
[profile.native]
native = true
[profile.lld]
linker = "lld"
[profile.gold]
linker = ["gold", "lld"]
[profile.ccache]
launcher = "ccache"
[profile.pgo]
inherits = "prod"
warnings = "error"
cc = "clang"
pgo = ["{build}/app 9"]
EOF
cat >app.c <<'EOF'
#include <stdlib.h>
int part(int n);
int main(int argc, char** argv) {
  (void)argv;
  int* all = calloc(2, sizeof(int));
  int sum = all[part(argc) + 1];
  for (int i = 0; i < argc; ++i) sum += i % 3 == 2 ? i : 0;
  free(all);
  return sum;
}
EOF
echo 'int part(int n) { return n * 0; }' >part.c
echo 'int main(void) { return 0; }' >other.c
try() {
  xb --quiet "$@" || echo "[exit $?]"
}
# words FILE: what stands in its section of comments.
words() {
  readelf -p .comment "$1" | grep -o "LLD" | sort -u
}
for profile in address thread memory lto thin strip dwarf native lld gold; do
  echo "$profile:"
  try -p $profile
  build/$profile/app || echo "[exit $?]"
  case $profile in
    address) nm build/address/app | grep -o '__asan_init\|__ubsan_handle_mul_overflow$' | sort -u ;;
    thread) nm build/thread/app | grep -o ' __tsan_init$' ;;
    memory) nm build/memory/app | grep -o ' __msan_init$' ;;
    lto) readelf -SW build/lto/obj/app/part.c.o | grep -c '\.gnu\.lto_\.symtab' ;;
    thin) head -c 2 build/thin/obj/app/part.c.o; echo ;;
    strip) nm build/strip/app 2>&1 | grep -o 'no symbols' ;;
    dwarf) ls build/dwarf/obj/app ;;
    native) xb -p native -t commands app | grep -c -- -march=native ;;
    lld) words build/lld/app ;;
    gold) readelf -SW build/gold/app | grep -o 'note.gnu.gold' ;;
  esac
done
echo "an overflow that only a sanitizer sees:"
sed 's/\[part(argc) + 1\]/[part(argc) + 2]/' app.c >changed
edit app.c "$(cat changed)"
try -p address
build/address/app 2>&1 | grep -o 'AddressSanitizer: heap-buffer-overflow'
echo "ccache:"
export CCACHE_DIR="$SCRATCH/ccache"
try -p ccache
rm -r build/ccache
try -p ccache
ccache --print-stats | sed -n 's/^\(direct_cache_hit\|cache_miss\)\t/\1 /p'
echo "a profile of one program of two, with clang:"
try -p pgo app other
xb -p pgo
build/pgo/other && echo "it works"
ls build/pgo/pgo
echo "a compiler that has no such sanitizer:"
printf '[profile.gcc]\ncc = "gcc"\nsanitize = "memory"\n' >>xb.toml
xb -p gcc 2>&1 | grep -o 'unrecognized argument.*memory.'

: <<'EXPECT'
address:
__asan_init
thread:
 __tsan_init
memory:
 __msan_init
lto:
1
thin:
BC
strip:
no symbols
dwarf:
app.c.dwo
app.c.o
part.c.dwo
part.c.o
native:
2
lld:
LLD
gold:
note.gnu.gold
an overflow that only a sanitizer sees:
AddressSanitizer: heap-buffer-overflow
AddressSanitizer: heap-buffer-overflow
ccache:
cache_miss 2
direct_cache_hit 2
a profile of one program of two, with clang:
xb: no work to do.
it works
app
counted
merged.profdata
obj
other
raw
a compiler that has no such sanitizer:
unrecognized argument to ‘-fsanitize=’ option: ‘memory’
EXPECT
