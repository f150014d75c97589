# SPDX-License-Identifier: Apache-2.0
# To ninja a profile is an assignment without its `=`, even after xb was here.
manifest <<'EOF'
xb_required_version = 1.0
profile dev
  cflags = -O0
EOF
run
run -t targets

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:2: expected '=', got identifier
2> profile dev
2>         ^ near here
[exit 1]
$ ninja -t targets
2> ninja: error: build.ninja:2: expected '=', got identifier
2> profile dev
2>         ^ near here
[exit 1]
EXPECT
