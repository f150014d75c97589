# SPDX-License-Identifier: Apache-2.0
# rspfile and rspfile_content come together.
manifest <<'END'
rule say
  command = a
  rspfile = b
END
run
manifest <<'END'
rule say
  command = a
  rspfile_content = b
END
run

: <<'EXPECT'
$ ninja
2> ninja: error: build.ninja:4: rspfile and rspfile_content need to be both specified
[exit 1]
$ ninja
2> ninja: error: build.ninja:4: rspfile and rspfile_content need to be both specified
[exit 1]
EXPECT
