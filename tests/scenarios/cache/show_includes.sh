# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# Where lines of the output tell the headers, compilations are kept as well.
mkdir "$SCRATCH/bin"
cat >"$SCRATCH/bin/cl" <<'END'
#!/bin/sh
for word; do
  case $word in
    /Fo*) out=${word#/Fo} ;;
    /*) ;;
    *) source=$word ;;
  esac
done
echo "$source"
headers=$(sed -n 's/^#include "\(.*\)"/\1/p' "$source")
for header in $headers; do echo "Note: including file:  $header"; done
echo "$source(1): warning C4101: 'unused': unreferenced local variable"
cat $headers "$source" >"$out"
END
chmod +x "$SCRATCH/bin/cl"
PATH="$SCRATCH/bin:$PATH"
echo '#include "a.h"' >a.c
echo 'int a = 1;' >a.h
manifest <<'END'
rule cc
  command = cl /nologo /W4 /showIncludes /c /Fo$out $in $flags
  deps = msvc
build a.obj: cc a.c
END
spy cl
with_cache
run
runs
cp a.obj "$SCRATCH/first.obj"
quietly -t clean
run
runs
cmp a.obj "$SCRATCH/first.obj" && echo same
run
run -t deps a.obj | sed 's/#deps.*//'
edit a.h 'int a = 2;'
quietly
runs
edit a.h 'int a = 1;'
quietly
runs
cmp a.obj "$SCRATCH/first.obj" && echo same
echo '# What a compiler in another language says is not understood.'
xb=$(dirname "$NINJA")/xb
echo '  msvc_deps_prefix = Hinweis: Einlesen der Datei:' >>build.ninja
sed -i 's/W4/W3/' build.ninja
quietly
"$xb" why a.obj | grep cache
sed -i 's/Hinweis.*/Note: including file:/; s/W3/W3 \/Zi/' build.ninja
quietly
"$xb" why a.obj | grep cache

: <<'EXPECT'
$ ninja
[1/1] cl /nologo /W4 /showIncludes /c /Foa.obj a.c\s
a.c(1): warning C4101: 'unused': unreferenced local variable
[exit 0]
1 runs
$ ninja
[1/1] cl /nologo /W4 /showIncludes /c /Foa.obj a.c\s
a.c(1): warning C4101: 'unused': unreferenced local variable
[exit 0]
0 runs
same
$ ninja
ninja: no work to do.
[exit 0]
$ ninja -t deps a.obj
a.obj:\s
    a.h

[exit 0]
1 runs
0 runs
same
# What a compiler in another language says is not understood.
  cache:      not kept: no line of its output tells which headers it reads
  cache:      not cached because it writes debug information to a file that steps share (`/Zi`)
EXPECT
