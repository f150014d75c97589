# SPDX-License-Identifier: Apache-2.0
# `cache = 0` of an edge keeps it out of the cache, in any manifest; a rule may
# say it in xb's own manifests, where all other steps are cached by default.
# xb-only: no released ninja has a cache
# normalise: (last run|before): .* (succeeded|because) => \1: TIMES \2
echo 1 >in
spy cp
with_cache
twice() {
  quietly -t clean
  quietly
  runs
  quietly -t clean
  quietly
  runs
}
manifest <<'END'
rule copy
  command = cp $in $out
build kept: copy in
build never: copy in
  cache = 0
build wanted: copy in
  cache = 1
END
echo "# an ordinary manifest: one is wanted, then with all but one"
twice
XB_CACHE=all twice
run -t why never
run -t cache explain never
manifest <<'END'
xb_required_version = 1.0
rule copy
  command = cp $in $out
rule pack
  command = cp $in $out
  cache = 0
build copied: copy in
build packed: pack in
build also: pack in
  cache = 1
END
echo "# xb's own: all but one; by a flag, compilations alone"
twice
XB_CACHE=compile twice
sed -i 1d build.ninja
run

: <<'EXPECT'
# an ordinary manifest: one is wanted, then with all but one
3 runs
2 runs
2 runs
1 runs
$ ninja -t why never
never:
  last run: TIMES succeeded
  because:    output never doesn't exist
  before: TIMES because output never doesn't exist
  cache:      not cached because of its `cache = 0`
  now:        up to date
[exit 0]
$ ninja -t cache explain never
never:
  not cached because of its `cache = 0`
[exit 0]
# xb's own: all but one; by a flag, compilations alone
3 runs
1 runs
3 runs
3 runs
$ ninja
2> ninja: error: build.ninja:5: unexpected variable 'cache'
2>   cache = 0
2>            ^ near here
[exit 1]
EXPECT
