# SPDX-License-Identifier: Apache-2.0
# Words that the cases are written in.  Sourced by run.py in front of each, in
# a fresh directory, with the tool under test as `make` on PATH.

# makefile [NAME]: the standard input becomes Makefile, or NAME.
makefile() {
  cat >"${1:-Makefile}"
}

# run ARG...: runs make and prints all that can be seen of it.
run() {
  echo "\$ make${*:+ }$*"
  status=0
  make "$@" >"$SCRATCH/out" 2>"$SCRATCH/err" </dev/null || status=$?
  cat "$SCRATCH/out"
  sed 's/^/2> /' "$SCRATCH/err"
  echo "[exit $status]"
}

# run_sorted ARG...: as run, where the order is left to chance.
run_sorted() {
  echo "\$ make${*:+ }$*"
  status=0
  make "$@" >"$SCRATCH/out" 2>"$SCRATCH/err" </dev/null || status=$?
  sort "$SCRATCH/out"
  sed 's/^/2> /' "$SCRATCH/err"
  echo "[exit $status]"
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

# show FILE...: name and content.
show() {
  for file; do
    echo "--- $file"
    if [ -e "$file" ]; then cat "$file"; else echo "(missing)"; fi
  done
}

# tree: every file.
tree() {
  find . -type f | sed 's|^\./||' | LC_ALL=C sort
}
