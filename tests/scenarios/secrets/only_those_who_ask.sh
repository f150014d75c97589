# SPDX-License-Identifier: Apache-2.0
# A secret reaches the step that asks for it, as a variable or as a file, and
# nobody else; no file that is written holds it, and no output shows it.
# xb-only: ninja knows no secrets
cat >ask.sh <<'END'
echo "variable: $(printf %s "$TOKEN" | wc -c) characters"
echo "file: $(wc -c <"$KEY") bytes, mode $(stat -Lc %a "$KEY"): $(cat "$KEY")"
echo "it says $TOKEN"
printf %s "$TOKEN" | tr a-z b-za >rotated
echo done >"$1"
END
cat >other.sh <<'END'
echo "token: ${TOKEN-unset}, withheld: $(env | grep -c "hush[h]ush")"
tr '\0' '\n' <"/proc/$PPID/environ" | grep -c "hush[h]ush"
echo done >"$1"
END
printf 'keep%s\nthis%s' quiet silent >key
manifest <<'END'
xb_required_version = 1.0
xb_withheld = TOKEN
rule ask
  command = xb -t step --secret=token:env:variable:TOKEN:TOKEN --secret=key:command:file:KEY:'cat key' -- 'sh ask.sh $out'
rule other
  command = sh other.sh $out
build asked: ask
build other: other || asked
END
TOKEN=hush$(echo hush) run
echo "it was given:"
cat rotated
echo
echo "where it is:"
rm key
grep -rl "hushhush\|keepquiet\|thissilent" . "$HOME" "$SCRATCH/out" || echo nowhere
echo "without it:"
rm asked
run
touch key
TOKEN=again run

: <<'EXPECT'
$ ninja
[1/2] xb -t step --secret=token:env:variable:TOKEN:TOKEN --secret=key:command:file:KEY:'cat key' -- 'sh ask.sh asked'
variable: 8 characters
file: 20 bytes, mode 600: ***
it says ***
[2/2] sh other.sh other
token: unset, withheld: 0
0
[exit 0]
it was given:
ivtiivti
where it is:
nowhere
without it:
$ ninja
[1/1] xb -t step --secret=token:env:variable:TOKEN:TOKEN --secret=key:command:file:KEY:'cat key' -- 'sh ask.sh asked'
FAILED: [code=1] asked\s
xb -t step --secret=token:env:variable:TOKEN:TOKEN --secret=key:command:file:KEY:'cat key' -- 'sh ask.sh asked'
xb: error: The secret `token` is missing: `TOKEN` is not set
ninja: build stopped: subcommand failed.
[exit 1]
$ ninja
[1/1] xb -t step --secret=token:env:variable:TOKEN:TOKEN --secret=key:command:file:KEY:'cat key' -- 'sh ask.sh asked'
variable: 5 characters
file: 0 bytes, mode 600:\s
it says ***
[exit 0]
EXPECT
