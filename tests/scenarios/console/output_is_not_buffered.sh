# SPDX-License-Identifier: Apache-2.0
# Output of a console edge goes straight to the tool's standard output.
manifest <<'END'
rule ask
  command = [ /proc/self/fd/1 -ef seen ] && touch $out.direct; touch $out
build normal: ask
build console: ask normal
  pool = console
END
"$NINJA" >seen
tree

: <<'EXPECT'
build.ninja
console
console.direct
normal
seen
EXPECT
