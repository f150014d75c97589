# SPDX-License-Identifier: Apache-2.0
# Commands ignore what their caller made us ignore, other than what ends a build.
# also-as: xb
manifest <<'END'
rule look
  command = sed -n 's/^SigIgn:.//p' /proc/self/status >$out
build direct: look
rule look_on_console
  command = sed -n 's/^SigIgn:.//p' /proc/self/status >$out
  pool = console
build console: look_on_console
END
trap '' INT QUIT USR1 PIPE TERM TTOU
quietly
trap - INT QUIT USR1 PIPE TERM TTOU
# The bits of those six.
for file in direct console; do
  printf '%s: %x\n' $file $((0x$(cat $file) & 0x205206))
done

: <<'EXPECT'
direct: 201204
console: 201204
EXPECT
