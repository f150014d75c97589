# SPDX-License-Identifier: Apache-2.0
# Words that the scenarios are written in.  Sourced by run.py in front of each
# scenario, in a fresh directory, with the tool under test as $NINJA and as
# `ninja` on PATH; $SCRATCH is a directory that the scenario does not see.

# manifest: the standard input becomes build.ninja.
manifest() {
  cat >build.ninja
}

# report STATUS: what the tool printed; lines of stderr are marked, blank ones
# are dropped.
report() {
  cat "$SCRATCH/out"
  sed '/^$/d; s/^/2> /' "$SCRATCH/err"
  echo "[exit $1]"
}

# run ARG...: runs the tool under test and prints all that can be seen of it.
run() {
  echo "\$ ninja${*:+ }$*"
  status=0
  "$NINJA" "$@" >"$SCRATCH/out" 2>"$SCRATCH/err" </dev/null || status=$?
  report "$status"
}

# run_sorted ARG...: as run, for builds whose order is left to the tool: the
# lines are sorted and lose their `[1/2]`.
run_sorted() {
  echo "\$ ninja${*:+ }$*"
  status=0
  "$NINJA" "$@" >"$SCRATCH/raw" 2>"$SCRATCH/err" </dev/null || status=$?
  sed 's|^\[[0-9]*/[0-9]*\] ||' "$SCRATCH/raw" | LC_ALL=C sort >"$SCRATCH/out"
  report "$status"
}

# quietly ARG...: a step on the way, printed only when it fails.
quietly() {
  "$NINJA" "$@" >"$SCRATCH/out" 2>"$SCRATCH/err" </dev/null && return
  echo "\$ ninja${*:+ }$*"
  report failed
}

# run_signalled ARG...: as run; a command may send the tool a signal with
# `kill -INT $(cat $SCRATCH/pid)` (dollars doubled in a manifest).
run_signalled() {
  echo "\$ ninja${*:+ }$*"
  status=0
  sh -c 'echo $$ >"$SCRATCH/pid"; exec "$NINJA" "$@"' sh "$@" \
    >"$SCRATCH/out" 2>"$SCRATCH/err" </dev/null || status=$?
  report "$status"
}

# oracle ARG...: as run, with a real ninja (header: `# needs: oracle`).
oracle() {
  echo "\$ oracle${*:+ }$*"
  status=0
  "$ORACLE" "$@" >"$SCRATCH/out" 2>"$SCRATCH/err" </dev/null || status=$?
  report "$status"
}

# old FILE...: creates each file if needed, with a time long before any build.
old() {
  touch -d @1000000000 "$@"
}

# stamp SECONDS FILE...: creates each file if needed, with that time.
stamp() {
  seconds=$1
  shift
  touch -d "@$seconds" "$@"
}

# newer FILE...: gives each file a time after that of everything written so
# far.  File times advance in ticks of some milliseconds, so it may take a few
# rounds until the clock shows a new one.
newer() {
  for file; do
    touch "$SCRATCH/reference"
    touch "$file"
    while [ -z "$(find "$file" -newer "$SCRATCH/reference")" ]; do
      touch "$file"
    done
  done
}

# settle: returns when the clock of the file system shows a later time than that
# of any change so far; what is hashed or built then is known for sure.
settle() {
  touch "$SCRATCH/settled"
  newer "$SCRATCH/later"
  touch -r "$SCRATCH/later" "$SCRATCH/settled"
  newer "$SCRATCH/later"
}

# edit FILE TEXT: writes the text as the file's new content, later than all.
edit() {
  printf '%s\n' "$2" >"$1"
  newer "$1"
}

# tree [DIR]: every file, without the tools' own.
tree() {
  find "${1:-.}" -name .xb -prune -o -type f ! -name '.ninja_*' -print |
    sed 's|^\./||' | LC_ALL=C sort
}

# show FILE...: name and content.
show() {
  for file; do
    if [ -e "$file" ]; then
      echo "--- $file"
      cat "$file"
      [ -z "$(tail -c1 "$file" | tr -d '\n')" ] || echo '(no newline)'
    else
      echo "--- $file is missing"
    fi
  done
}

# exists FILE...: says of each whether it is there.
exists() {
  for file; do
    if [ -e "$file" ]; then echo "$file: yes"; else echo "$file: no"; fi
  done
}

# logged [LOG]: the outputs named in the build log.
logged() {
  cat "${1:-.ninja_log}" 2>/dev/null | grep -v '^#' | cut -f4 |
    LC_ALL=C sort -u
}

# spy PROGRAM: from here on PATH has one of that name that runs the real one,
# and `runs` tells how often since it was last asked.
spy() {
  mkdir -p "$SCRATCH/spy"
  printf '#!/bin/sh\necho >>"%s"\nexec "%s" "$@"\n' \
    "$SCRATCH/runs" "$(command -v "$1")" >"$SCRATCH/spy/$1"
  chmod +x "$SCRATCH/spy/$1"
  PATH="$SCRATCH/spy:$PATH"
  : >"$SCRATCH/runs"
}
runs() {
  echo "$(wc -l <"$SCRATCH/runs") runs"
  : >"$SCRATCH/runs"
}

# with_cache: from here on the tool keeps results, in a cache of this scenario.
with_cache() {
  export XB_CACHE=1 XB_CACHE_DIR="$SCRATCH/cache" GCC_COLORS=
}

# cached_compilation: a manifest that compiles a.cc to a.o, with a cache, and a
# spy on the compiler.
cached_compilation() {
  manifest <<'END'
rule cxx
  command = g++ -Wall -MD -MF $out.d -o $out -c $in
  depfile = $out.d
  deps = gcc
build a.o: cxx a.cc
END
  spy g++
  with_cache
}
