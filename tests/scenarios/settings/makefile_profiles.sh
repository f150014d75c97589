# SPDX-License-Identifier: Apache-2.0
# A Makefile has no profiles; those of settings files count all the same.
# xb-only: ninja reads no Makefiles
printf 'all:\n\t@echo built\n' >Makefile
printf '[profile.quiet]\nverbosity = "quiet"\n' >xb.toml
try() {
  status=0
  xb "$@" 2>&1 || status=$?
  echo "[exit $status]"
}
try -p quiet
try -p quite
try -p other
XB_PROFILE=other try

: <<'EXPECT'
built
[exit 0]
xb: error: Unknown profile `quite`; did you mean `quiet`?
[exit 1]
xb: error: Unknown profile `other`; no settings file has a section `[profile.other]`
[exit 1]
[1] all
built
[exit 0]
EXPECT
