# SPDX-License-Identifier: Apache-2.0
# Secrets and cache directories of a project file.
# xb-only: ninja knows no secrets
cat >xb.toml <<'END'
[secret.token]
env = "MY_TOKEN"
[secret.key]
command = "cat key"
as = "file"
[cache-dir.downloads]
sharing = "locked"
mode = "0700"
[step.publish]
command = ["echo the token is $MY_TOKEN >&2", "wc -c <$KEY >{out}",
           "echo $MY_TOKEN | tr a-z b-za >>{out}", "touch $DOWNLOADS_DIR/it"]
outputs = ["{build}/published"]
secrets = ["token", "key"]
cache_dirs = ["downloads"]
default = true
[step.other]
command = 'echo ${MY_TOKEN-unset} $(env | grep -c "abcd[e]fg") >{out}'
outputs = ["{build}/other"]
default = true
END
try() {
  echo "\$ xb${*:+ }$*"
  status=0
  xb "$@" 2>&1 || status=$?
  echo "[exit $status]"
}
printf 'secretkey\n' >key
MY_TOKEN=abc$(echo defg) try --cache -v -j1 | sed "s|/[^ ]*/xb |xb |"
show build/dev/published build/dev/other
xb -t compdb >"$SCRATCH/compdb"
rm key
grep -rl 'abcdefg\|secretkey' . "$HOME" "$SCRATCH/compdb" || echo "nowhere"
try cache-dir ls
try cache-dir prune downloads
try cache-dir ls
try cache-dir prune nothing
echo "errors:"
edit xb.toml "$(sed 's/"token", "key"/"tokn"/' xb.toml)"
try
edit xb.toml "$(sed 's/^env = .*/env = "A-B"/' xb.toml)"
try
edit xb.toml "$(sed 's/^env = .*/env = "AB"/; s/0700/rwx/' xb.toml)"
try

: <<'EXPECT'
$ xb --cache -v -j1
[1/2] xb -t step --secret=token:env:variable:MY_TOKEN:MY_TOKEN --secret='key:command:file:KEY:cat key' --cache-dir=downloads:locked:700::DOWNLOADS_DIR: -- 'echo the token is $MY_TOKEN >&2 && wc -c <$KEY >build/dev/published && echo $MY_TOKEN | tr a-z b-za >>build/dev/published && touch $DOWNLOADS_DIR/it'
the token is ***
[2/2] echo ${MY_TOKEN-unset} $(env | grep -c "abcd[e]fg") >build/dev/other
[exit 0]
--- build/dev/published
9
bcdefgh
--- build/dev/other
unset 0
nowhere
$ xb cache-dir ls
downloads  0 B in 1 files, used within an hour, locked, $ROOT/home/.cache/xb-store/cache-dirs/downloads
[exit 0]
$ xb cache-dir prune downloads
removed downloads, 0 B
[exit 0]
$ xb cache-dir ls
downloads  0 B in 0 files, used within an hour, locked, $ROOT/home/.cache/xb-store/cache-dirs/downloads
[exit 0]
$ xb cache-dir prune nothing
xb: error: `nothing` is no cache directory
[exit 1]
errors:
$ xb
xb: error: xb.toml:13:12: `tokn` is no secret; did you mean `token`?
secrets = ["tokn"]
           ^
[exit 1]
$ xb
xb: error: xb.toml:2:1: `A-B` is no name of a variable
env = "A-B"
^
[exit 1]
$ xb
xb: error: xb.toml:8:1: `rwx` is no mode of a directory; it has octal digits, as `"0750"`
mode = "rwx"
^
[exit 1]
EXPECT
