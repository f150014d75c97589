# SPDX-License-Identifier: Apache-2.0
# What is wrong with an xb.toml is told with its place, and nothing is written.
# xb-only: ninja reads no project file
try() {
  status=0
  xb "$@" 2>&1 || status=$?
  echo "[exit $status]"
}
project() {
  echo "--- $1"
  cat >xb.toml
  try
  [ ! -e build.xb ] || echo "build.xb was written"
}
echo 'int main(void) { return 0; }' >main.c
project 'no TOML' <<'END'
[target.a]
sources = ["main.c"
END
project 'an unknown section' <<'END'
[targets.a]
sources = ["main.c"]
[target.b]
sources = ["main.c"]
END
project 'an unknown key' <<'END'
[target.a]
source = ["main.c"]
END
project 'an unknown key of a profile' <<'END'
[target.a]
sources = ["main.c"]
[profile.dev]
sanitise = ["address"]
END
project 'a value of the wrong kind' <<'END'
[target.a]
sources = 3
END
project 'none of the choices' <<'END'
[target.a]
type = "sattic"
sources = ["main.c"]
END
project 'a source that is not there' <<'END'
[target.a]
sources = ["main.c", "other.c"]
END
project 'a pattern that matches nothing' <<'END'
[target.a]
sources = ["src/*.c"]
END
project 'an unknown target' <<'END'
[target.library]
type = "static"
sources = ["main.c"]
[target.a]
sources = ["main.c"]
deps = ["libary"]
END
project 'targets in a circle' <<'END'
[target.a]
type = "static"
sources = ["main.c"]
deps = ["b"]
[target.b]
type = "static"
sources = ["main.c"]
deps = ["a"]
END
project 'a step in a circle with a target' <<'END'
[target.a]
sources = ["main.c", "{build}/made.c"]
[step.make]
command = "{target:a} >{out}"
outputs = ["{build}/made.c"]
after = ["a"]
END
project 'two targets with one output' <<'END'
[target.a]
sources = ["main.c"]
output = "program"
[target.b]
sources = ["main.c"]
output = "program"
END
project 'a compiler that is not there' <<'END'
[project]
cc = "no-such-compiler"
[target.a]
sources = ["main.c"]
END
project 'a profile that inherits from none' <<'END'
[target.a]
sources = ["main.c"]
[profile.fast]
inherits = "prdo"
END
project 'profiles in a circle' <<'END'
[target.a]
sources = ["main.c"]
[profile.x]
inherits = "y"
[profile.y]
inherits = "x"
END
project 'an unknown pool' <<'END'
[step.a]
command = "true"
pool = "heavy"
[pool.heavi]
depth = 1
END
project 'a step without a command' <<'END'
[step.a]
outputs = ["x"]
END
project 'a name that no file can have' <<'END'
[target."a b"]
sources = ["main.c"]
END
project 'a package that nobody knows' <<'END'
[target.a]
sources = ["main.c"]
packages = ["no-such-package"]
END
project 'the default of an option' <<'END'
[option.level]
type = "integer"
default = "high"
[target.a]
sources = ["main.c"]
END
project 'an unknown option' <<'END'
[option.tls]
[target.a]
sources = ["main.c"]
[target.a.option.tsl]
defines = ["TLS"]
END

: <<'EXPECT'
--- no TOML
xb: error: xb.toml:2:20: Encountered end-of-file
sources = ["main.c"
                   ^
[exit 1]
--- an unknown section
xb: error: xb.toml:1:2: Unknown key `targets`; did you mean `target`?
[targets.a]
 ^
[exit 1]
--- an unknown key
xb: error: xb.toml:2:1: Unknown key `target.a.source`; did you mean `sources`?
source = ["main.c"]
^
[exit 1]
--- an unknown key of a profile
xb: error: xb.toml:4:1: Unknown key `sanitise`; did you mean `sanitize`?
sanitise = ["address"]
^
[exit 1]
--- a value of the wrong kind
xb: error: xb.toml:2:1: `sources` of `target.a` must be a list of strings
sources = 3
^
[exit 1]
--- none of the choices
xb: error: xb.toml:2:1: `type` of `target.a` cannot be `sattic`; did you mean `static`?
type = "sattic"
^
[exit 1]
--- a source that is not there
xb: error: xb.toml:2:22: `other.c` does not exist; and no step makes it
sources = ["main.c", "other.c"]
                     ^
[exit 1]
--- a pattern that matches nothing
xb: error: xb.toml:2:12: `src/*.c` matches no file
sources = ["src/*.c"]
           ^
[exit 1]
--- an unknown target
xb: error: xb.toml:6:9: The dependency `libary` is no target; did you mean `library`?
deps = ["libary"]
        ^
[exit 1]
--- targets in a circle
xb: error: xb.toml:8:9: Each waits for the other: `a` -> `b` -> `a`
deps = ["a"]
        ^
[exit 1]
--- a step in a circle with a target
xb: error: xb.toml:6:10: Each waits for the other: `a` -> `make` -> `a`
after = ["a"]
         ^
[exit 1]
--- two targets with one output
xb: error: xb.toml:6:1: `target.b` makes `{build}/program`, which `target.a` makes as well; that is in line 3
output = "program"
^
[exit 1]
--- a compiler that is not there
xb: error: xb.toml:2:1: The compiler of C, `no-such-compiler`, is not there; `cc` of `[project]` or the variable CC names another
cc = "no-such-compiler"
^
[exit 1]
--- a profile that inherits from none
xb: error: xb.toml:4:1: Unknown profile `prdo`; did you mean `prod`?
inherits = "prdo"
^
[exit 1]
--- profiles in a circle
xb: error: xb.toml:4:1: The profile `x` inherits from itself
inherits = "y"
^
[exit 1]
--- an unknown pool
xb: error: xb.toml:3:1: Unknown pool `heavy`; did you mean `heavi`?
pool = "heavy"
^
[exit 1]
--- a step without a command
xb: error: xb.toml:1:7: `step.a` needs a `command`
[step.a]
      ^
[exit 1]
--- a name that no file can have
xb: error: xb.toml:1:9: A target cannot be called `a b`; a name has letters, digits, `_`, `-` and `.`
[target."a b"]
        ^
[exit 1]
--- a package that nobody knows
xb: error: xb.toml:3:13: `no-such-package` is not known to pkg-config; package no-such-package was not found in the pkg-config search path.
packages = ["no-such-package"]
            ^
[exit 1]
--- the default of an option
xb: error: xb.toml:3:1: The default of `level` must be a whole number
default = "high"
^
[exit 1]
--- an unknown option
xb: error: xb.toml:4:18: Unknown option `tsl`; did you mean `tls`?
[target.a.option.tsl]
                 ^
[exit 1]
EXPECT
