# SPDX-License-Identifier: Apache-2.0
# What is wrong in a settings file is an error that points at it.
# xb-only: ninja has no settings files
manifest <<'END'
rule touch
  command = touch $out
build out: touch
END
try() {
  status=0
  xb "$@" 2>&1 || status=$?
  echo "[exit $status]"
}
printf 'jobs = 2\n[cache]\nenable = true\n' >xb.toml
try
printf 'freshness = "moon"\n' >xb.toml
try
printf 'jobs = [\n1 2]\n' >xb.toml
try | sed 's/^\(xb: error: xb.toml:2:\).*/\1 what the library says/'
rm xb.toml
XB_JOBS=many try
try config job
exists out

: <<'EXPECT'
xb: error: xb.toml:3:1: Unknown key `cache.enable`; did you mean `enabled`?
enable = true
^
[exit 1]
xb: error: xb.toml:1:1: `freshness` must be "content" or "mtime"
freshness = "moon"
^
[exit 1]
xb: error: xb.toml:2: what the library says
1 2]
  ^
[exit 1]
xb: error: The variable XB_JOBS is `many`; it says a whole number, 0 or more
[exit 1]
xb: error: Unknown setting 'job'; did you mean `jobs`?
[exit 1]
out: no
EXPECT
