# SPDX-License-Identifier: Apache-2.0
# Called as ninja, nothing but the command line counts.
manifest <<'END'
rule touch
  command = touch $out
build out: touch
END
echo 'this is no TOML' >xb.toml
mkdir -p "$HOME/.config/xb"
cp xb.toml "$HOME/.config/xb/config.toml"
export XB_JOBS=many
run

: <<'EXPECT'
$ ninja
[1/1] touch out
[exit 0]
EXPECT
