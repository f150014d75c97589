# SPDX-License-Identifier: Apache-2.0
# `xb NAME` builds the target of that name, even if xb has such a command.
# xb-only: ninja has no commands
manifest <<'END'
rule say
  command = echo $out >> runs
build clean: say
build install: say
build test: say
build help: say
build why: say
END
for target in clean install test help why; do
  xb "$target" >"$SCRATCH/out"
done
show runs

: <<'EXPECT'
--- runs
clean
install
test
help
why
EXPECT
