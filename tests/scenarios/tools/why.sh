# SPDX-License-Identifier: Apache-2.0
# -t why tells why a target was last built, how its command changed since, and
# what makes it out of date now; the records are in the build directory.
# xb-only: a tool of its own
# normalise: last run: .* (succeeded|failed) => last run: TIMES \1
# normalise: before: .* because => before: TIMES because
old in
manifest <<'END_OF_MANIFEST'
builddir = logs
rule cp
  command = cp $in $out $words
build mid: cp in
build out: cp mid
END_OF_MANIFEST
quietly
run -t why mid in
edit in new
run -t why out
sed 's/^build mid.*/&\n  words = 2>\&1/' build.ninja >"$SCRATCH/changed"
edit build.ninja "$(cat "$SCRATCH/changed")"
run -t why mid
quietly
run -t why mid
run -t why nowhere
run -t why

: <<'EXPECT'
$ ninja -t why mid in
mid:
  last run: TIMES succeeded
  because:    output mid doesn't exist
  now:        up to date
in:
  no step makes it: it is a source
[exit 0]
$ ninja -t why out
out:
  last run: TIMES succeeded
  because:    mid is dirty
  now:        out of date
    mid is dirty
      output mid older than most recent input in (TIME vs TIME)
[exit 0]
$ ninja -t why mid
mid:
  last run: TIMES succeeded
  because:    output mid doesn't exist
  command:    changed since
      cp in mid
    + 2>&1
  now:        out of date
    output mid older than most recent input in (TIME vs TIME)
[exit 0]
$ ninja -t why mid
mid:
  last run: TIMES succeeded
  because:    output mid older than most recent input in (TIME vs TIME)
  before: TIMES because output mid doesn't exist
  command:    changed for that run
      cp in mid
    + 2>&1
  now:        up to date
[exit 0]
$ ninja -t why nowhere
2> ninja: error: unknown target 'nowhere'
[exit 1]
$ ninja -t why
usage: ninja -t why TARGET...
       ninja -t why --manifest [WORD...]

Tells why the command that makes TARGET last ran, and whether it would run now;
or, where a Makefile is, why it was read again, of command lines with these
words.
[exit 1]
EXPECT
