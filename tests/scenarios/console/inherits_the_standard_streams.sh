# SPDX-License-Identifier: Apache-2.0
# An edge in the console pool reads the tool's own standard input.
manifest <<'END'
rule read
  command = cat > $out
build normal: read
build direct: read normal
  pool = console
END
echo 'typed text' | "$NINJA"
show normal direct

: <<'EXPECT'
[1/2] cat > normal
[1/2] cat > direct
--- normal
--- direct
typed text
EXPECT
