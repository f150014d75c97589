# SPDX-License-Identifier: Apache-2.0
# xb-only: no released ninja has a cache
# On request outputs come back as hard links.  A command that appends to what
# is there changes nothing in the cache, nor does one without a cache.
echo one >in
echo 'cat "$1" >>"$2"' >append.sh
manifest <<'END'
rule append
  command = sh append.sh $in $out
build out: append in
END
with_cache
export XB_CACHE=all XB_CACHE_HARD_LINK=1
xb=$(dirname "$NINJA")/xb
facts() {
  [ "$(stat -c %h out)" -gt 1 ] && echo linked, mode "$(stat -c %a out)"
  [ "$(stat -c %h out)" -gt 1 ] || echo its own, mode "$(stat -c %a out)"
  cat out
}
umask 022
quietly
facts
rm out
quietly
facts
edit in two
quietly
facts
echo '# Again, and then without the cache.'
edit in one
rm out
quietly
facts
edit in three
XB_CACHE=0 quietly
facts
echo '# The cache still has what was put there.'
edit in one
rm out
quietly
facts
"$xb" cache verify
echo '# A link that is written through is made good.'
chmod 644 out
echo spoilt >>out
rm out
quietly
facts

: <<'EXPECT'
its own, mode 644
one
linked, mode 444
one
its own, mode 644
one
two
# Again, and then without the cache.
linked, mode 444
one
its own, mode 644
one
three
# The cache still has what was put there.
linked, mode 444
one
3 blobs, 0 of them damaged; 1 records, 0 damaged, 0 not signed with our key
# A link that is written through is made good.
linked, mode 444
one
EXPECT
