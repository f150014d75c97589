# SPDX-License-Identifier: Apache-2.0
# Flags, then the environment, the profile, the project's file and the user's.
# xb-only: ninja has no settings files
mkdir -p "$HOME/.config/xb"
cat >"$HOME/.config/xb/config.toml" <<'END'
jobs = 2
keep_going = 2
[cache]
scope = "user"
END
xb config jobs cache.scope
cat >xb.toml <<'END'
jobs = 3
max_load = 8
[profile.slow]
max_load = 1
END
xb config jobs keep_going max_load cache.scope
XB_JOBS=4 xb config jobs
XB_JOBS=4 xb -j5 config jobs
xb -p slow config max_load
XB_PROFILE=slow xb config max_load default_profile
echo "with another directory for settings:"
XDG_CONFIG_HOME="$SCRATCH" xb config keep_going
mkdir below
xb -C below -t config jobs
xb config --json jobs | sed 's/, "type".*/}/'

: <<'EXPECT'
jobs = 2              # $ROOT/home/.config/xb/config.toml:1
cache.scope = "user"  # $ROOT/home/.config/xb/config.toml:4
jobs = 3              # xb.toml:1
keep_going = 2        # $ROOT/home/.config/xb/config.toml:2
max_load = 8.0        # xb.toml:2
cache.scope = "user"  # $ROOT/home/.config/xb/config.toml:4
jobs = 4  # XB_JOBS
jobs = 5  # -j
max_load = 1.0  # profile slow, xb.toml:4
max_load = 1.0              # profile slow, xb.toml:4
default_profile = ["slow"]  # XB_PROFILE
with another directory for settings:
keep_going = 1
jobs = 2  # $ROOT/home/.config/xb/config.toml:1
[
  {"key": "jobs", "value": 3, "origin": "project", "where": "xb.toml:1"}
]
EXPECT
