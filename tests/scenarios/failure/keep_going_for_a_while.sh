# SPDX-License-Identifier: Apache-2.0
# -k N stops after N failures.
manifest <<'END'
rule fail
  command = exit 5
build a: fail
build b: fail
build c: fail
build d: fail
END
for n in 1 2 4 9; do
  "$NINJA" -j1 -k$n >"$SCRATCH/out"
  grep -c FAILED "$SCRATCH/out"
  tail -n 1 "$SCRATCH/out"
done

: <<'EXPECT'
1
ninja: build stopped: subcommand failed.
2
ninja: build stopped: subcommands failed.
4
ninja: build stopped: subcommands failed.
4
ninja: build stopped: cannot make progress due to previous errors.
EXPECT
