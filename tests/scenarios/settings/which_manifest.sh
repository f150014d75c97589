# SPDX-License-Identifier: Apache-2.0
# Without -f: build.ninja, or else build.xb; what to do where neither is.
# xb-only: ninja knows build.ninja alone
try() {
  status=0
  xb "$@" 2>&1 || status=$?
  echo "[exit $status]"
}
try
touch meson.build
try -t targets
touch CMakeLists.txt
try clean
try -t targets
try config wait
cat >build.xb <<'END'
rule touch
  command = touch $out
build out: touch
END
try
try
try -t targets
try -f build.xb out
cp build.xb build.ninja
try

: <<'EXPECT'
xb: error: There is no `build.ninja` here; xb also reads a `build.xb` or a Makefile, and configures what has a `CMakeLists.txt` or a `meson.build`
[exit 1]
xb: error: There is no `build.ninja` here, only a `meson.build`; `xb` without a tool configures and builds it
[exit 1]
xb: error: There is no `build.ninja` here, only a `CMakeLists.txt`; `xb` without a tool configures and builds it
[exit 1]
xb: error: There is no `build.ninja` here, only a `CMakeLists.txt`; `xb` without a tool configures and builds it
[exit 1]
wait = true
[exit 0]
xb: reading build.xb, not CMakeLists.txt or meson.build
[1/1] touch out
[exit 0]
xb: reading build.xb, not CMakeLists.txt or meson.build
xb: no work to do.
[exit 0]
out: touch
[exit 0]
xb: no work to do.
[exit 0]
xb: no work to do.
[exit 0]
EXPECT
