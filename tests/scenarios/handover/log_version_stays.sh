# SPDX-License-Identifier: Apache-2.0
# A log that another ninja began keeps its version, when appended to and when
# compacted.
# needs: oracle
manifest <<'END'
rule touch
  command = touch $out
build a: touch
build b: touch a
END
oracle a
version=$(head -n 1 .ninja_log)
run b
[ "$(head -n 1 .ninja_log)" = "$version" ] && echo same
run -t recompact
[ "$(head -n 1 .ninja_log)" = "$version" ] && echo same
oracle b

: <<'EXPECT'
$ oracle a
[1/1] touch a
[exit 0]
$ ninja b
[1/1] touch b
[exit 0]
same
$ ninja -t recompact
[exit 0]
same
$ oracle b
ninja: no work to do.
[exit 0]
EXPECT
