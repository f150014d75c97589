# SPDX-License-Identifier: Apache-2.0
# What is wrong with profiles is said with its place.
# xb-only: ninja has no profiles
try() {
  echo "\$ xb${*:+ }$*"
  status=0
  xb "$@" 2>&1 || status=$?
  echo "[exit $status]"
}
manifest <<'EOF'
xb_required_version = 1.0
profile dev : bsae
profile base
EOF
try
manifest <<'EOF'
xb_required_version = 1.0
profile a : b
profile b : a
EOF
try
manifest <<'EOF'
xb_required_version = 1.7
EOF
try
manifest <<'EOF'
xb_required_version = 1.0
profile dev
profile prod
rule say
  command = echo $profile > $out
build out: say
EOF
try -p prdo
try -p dev,prod
try -p dev
try -p prod
XB_PROFILE=prdo try
printf '[profile.ci]\njobs = 1\n' >xb.toml
try -p ci
try -p ci,prod
printf 'default_profile = "porp"\n' >xb.toml
try
try -p prod config default_profile
try -p pord -t targets
rm xb.toml
mkdir -p home/xb
printf 'default_profile = "work"\n' >home/xb/config.toml
XDG_CONFIG_HOME=$PWD/home try

: <<'EXPECT'
$ xb
xb: error: build.ninja:2:15: Unknown profile 'bsae'; did you mean `base`?
profile dev : bsae
              ^
[exit 1]
$ xb
xb: error: build.ninja:3:13: Cycle of profiles: a -> b -> a
profile b : a
            ^
[exit 1]
$ xb
xb: error: build.ninja:1:26: The manifest needs version 1.7 of xb's own language; this xb knows it up to version 1.0; a newer one is needed
xb_required_version = 1.7
                         ^
[exit 1]
$ xb -p prdo
xb: error: Unknown profile `prdo`; did you mean `prod`?
[exit 1]
$ xb -p dev,prod
xb: error: build.ninja:6:1: Several profiles make out, each in its own way; `$profile` or `$builddir` in its path keeps them apart
[exit 1]
$ xb -p dev
[1/1] echo dev > out
[exit 0]
$ xb -p prod
[1/1] echo prod > out
[exit 0]
$ xb
xb: error: Unknown profile `prdo`; did you mean `prod`?
[exit 1]
$ xb -p ci
[1/1] echo dev > out
[exit 0]
$ xb -p ci,prod
[1/1] echo prod > out
[exit 0]
$ xb
xb: error: Unknown profile `porp`; did you mean `prod`?
[exit 1]
$ xb -p prod config default_profile
default_profile = ["prod"]  # -p, --profile
[exit 0]
$ xb -p pord -t targets
xb: error: Unknown profile `pord`; did you mean `prod`?
[exit 1]
$ xb
[1/1] echo dev > out
[exit 0]
EXPECT
