# SPDX-License-Identifier: Apache-2.0
# Two processes that want the same wait for each other, and build it once; one
# that is killed leaves nothing that the next one would take for a result.
# xb-only: ninja knows no dependencies
mkdir tree deps "$SCRATCH/other" "$SCRATCH/other/deps"
mkfifo "$SCRATCH/go"
recipe='{name="slow",path="'$PWD'/tree",build="commands",libs=["lib/it"],
  commands=["echo $$ >>$HOME/begun","cat '$SCRATCH'/go >/dev/null",
  "mkdir -p $DESTDIR$PREFIX/lib","echo it >$DESTDIR$PREFIX/lib/it",
  "echo built >>$HOME/builds"]}'
echo "$recipe" | tr -d '\n' >"$SCRATCH/recipe"
bring() {
  cd "$1" && exec xb -t dependency -o deps/slow -r deps/slow.ready \
    -d deps/slow.d "$SCRATCH/recipe"
}
begun() {
  while [ "$(cat "$HOME/begun" 2>/dev/null | wc -l)" -lt "$1" ]; do :; done
}
echo content >tree/file
(bring .) &
first=$!
begun 1
echo "killed in the middle:"
kill -9 $first
wait $first 2>/dev/null
exists deps/slow.ready
ls "$HOME/.cache/xb-store/results"
# The recipe is still at it, and its lock is held.
echo go >"$SCRATCH/go"
(bring .) &
first=$!
begun 2
(bring "$SCRATCH/other") &
second=$!
echo go >"$SCRATCH/go"
wait $first && wait $second && echo "both have it"
cat deps/slow/lib/it "$SCRATCH/other/deps/slow/lib/it"
echo "built: $(wc -l <"$HOME/builds"), begun: $(wc -l <"$HOME/begun")"
ls "$HOME/.cache/xb-store/building"

: <<'EXPECT'
killed in the middle:
deps/slow.ready: no
both have it
it
it
built: 2, begun: 2
EXPECT
