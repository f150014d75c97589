# SPDX-License-Identifier: Apache-2.0
# A program that SIGTERM ends has failed; nobody has interrupted the build.
echo 'int main(void) { return raise(15); }' >end.c
cc -w -o end end.c
manifest <<'END'
rule end
  command = ./end
rule touch
  command = touch $out
build a: end
build b: touch
END
run -k0 -j1 a b
exists b

: <<'EXPECT'
$ ninja -k0 -j1 a b
[1/2] ./end
FAILED: [code=143] a\s
./end
Terminated
[2/2] touch b
ninja: build stopped: cannot make progress due to previous errors.
[exit 143]
b: yes
EXPECT
