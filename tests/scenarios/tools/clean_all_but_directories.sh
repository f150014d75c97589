# SPDX-License-Identifier: Apache-2.0
# Directories stay, even if they were made for an output.
manifest <<'END'
rule touch
  command = touch $out
build d/e/a: touch
END
quietly
run -t clean
[ -d d/e ] && echo stays

: <<'EXPECT'
$ ninja -t clean
Cleaning... 1 files.
[exit 0]
stays
EXPECT
