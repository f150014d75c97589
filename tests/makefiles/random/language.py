# SPDX-License-Identifier: Apache-2.0
"""Random Makefiles of variables and functions.

What a name stands for is printed when it is read and again in recipes.  Most
references go to names with a smaller number, so few texts recur for ever.
"""

WORDS = ["a", "b", "c", "foo.c", "bar.o", "x/y.c", "../z.h", "lib.a", "%",
         "%.c", "a%b", "x%", "foo.c.c", "d/", "/", "./q", "1", "2", "10", "-3",
         "007", "a.b.c", ".hid", "x=y", "p:q", "t,u", "~", "?", "*", "a\\%b"]
ODD_WORDS = ["$$", "$$x", "$$(V1)", "\\#", "(", ")", "{", "}", "'", '"', "\\",
             "$", "$ ", "#", "\\\\#", "$@", "$<", "$(@D)", "$1", "$(1)", "${2}"]
NAMES = [f"V{i}" for i in range(7)] + ["x", "y"]
OPERATORS = ["=", "=", ":=", ":=", "::=", ":::=", "?=", "+=", "+=", "!="]
ONE_LIST = ["strip", "sort", "words", "firstword", "lastword", "dir", "notdir",
            "suffix", "basename", "abspath"]
FUNCTIONS = ONE_LIST + [
    "subst", "patsubst", "findstring", "filter", "filter-out", "word",
    "wordlist", "addsuffix", "addprefix", "join", "if", "or", "and", "intcmp",
    "foreach", "let", "call", "value", "origin", "flavor", "wildcard", "eval",
    "info", "realpath", "shell", "file"]


class Language:
    """One Makefile, and one that it may include."""

    def __init__(self, random, odd):
        self.random = random
        self.odd = odd
        self.lines = []

    def chance(self, part):
        return self.random.random() < part

    def pick(self, *choices):
        return self.random.choice(choices)

    def word(self):
        if self.odd and self.chance(0.08):
            return self.random.choice(ODD_WORDS)
        return self.random.choice(WORDS)

    def words(self, most=3):
        return " ".join(self.word()
                        for _ in range(self.random.randint(0, most)))

    def name(self, below=len(NAMES)):
        if below <= 0 or self.chance(0.05):
            return self.pick("U", "V9", "ENVV", "EMPTY")
        return NAMES[self.random.randrange(min(below, len(NAMES)))]

    def reference(self, below, depth):
        name = self.name(below)
        kind = self.random.random()
        if kind < 0.55:
            return self.pick(f"$({name})", f"$({name})", f"${{{name}}}")
        if kind < 0.64:
            old = self.pick(".c", ".o", "%.c", "%", "a%", "c", "x/%.c", "",
                            "%.h", "a%b%c")
            new = self.pick(".o", ".z", "%.o", "obj/%", "%%", "", "$(V0)", "x")
            return f"$({name}:{old}={new})"
        if kind < 0.70:
            return f"$(V$(words {self.words(4)}))"
        if kind < 0.74:
            return f"$($({name}))"
        if kind < 0.77:
            return "$x"
        if kind < 0.80:
            first, second = self.expression(below, depth), self.words()
            return f"$(call {name},{first},{second})"
        if kind < 0.90:
            return f"$({self.pick('value', 'flavor', 'origin')} {name})"
        return f"$({name[:1]}{name[1:]})"

    def pattern(self, below, depth):
        if self.chance(0.7):
            return self.pick("%", "%.c", "a%", "%b", "foo.c", "a", "x%y", "%.o",
                             "\\%", "a\\%b", "%%", "", "foo.%")
        return self.expression(below, depth)

    def number(self):
        if self.chance(0.12):
            return self.pick("0", "-1", "x", "", " 2 ", "99",
                             "18446744073709551617")
        return self.pick(*"12345")

    def arguments(self, name, below, depth):
        pick, words = self.pick, self.words

        def text():
            return self.expression(below, depth)

        def pattern():
            return self.pattern(below, depth)

        if name in ONE_LIST or name == "info":
            return [text()]
        if name == "subst":
            return [pick("a", "b", ".c", "%", " ", "", "foo"),
                    pick("b", "", "XX", " "), text()]
        if name == "patsubst":
            return [pattern(), pattern(), text()]
        if name == "findstring":
            return [self.word(), text()]
        if name in ("filter", "filter-out"):
            count = self.random.randint(1, 3)
            return [" ".join(pattern() for _ in range(count)), text()]
        if name == "word":
            return [self.number(), text()]
        if name == "wordlist":
            return [self.number(), self.number(), text()]
        if name in ("addsuffix", "addprefix", "join"):
            return [words(2), text()]
        if name in ("if", "or", "and"):
            least = 2 if name == "if" else 1
            return [text() for _ in range(self.random.randint(least, 3))]
        if name == "intcmp":
            return [pick("1", "-1", "10", "007", "  5 ", "x", "",
                         "123456789012345678901234567890", "$(words a b)"),
                    pick("1", "2", "7", "10", "-0")] + [
                        text() for _ in range(self.random.randint(0, 3))]
        if name == "foreach":
            variable = pick("x", "x", "x", "V0", " x ", "$(notdir d/x)")
            return [variable, text(), f"<$x$(x){text()}>"]
        if name == "let":
            return [pick("x", "x y", "x y V0", "", " x  y "), text(),
                    f"[$x|$y|{text()}]"]
        if name == "call":
            if self.chance(0.4):
                return [pick("words", "strip", "filter", "subst", "join", "if"),
                        text(), text()]
            return [self.name(below)] + [
                text() for _ in range(self.random.randint(0, 3))]
        return self.outward_arguments(name, below, depth)

    def outward_arguments(self, name, below, depth):
        """Of functions on variables and files."""
        pick = self.pick
        if name in ("value", "origin", "flavor"):
            return [pick(self.name(below), "MAKE", "CC", "@", "1", "x",
                         "undefinedx", "MAKEFILE_LIST", ".RECIPEPREFIX")]
        if name == "wildcard":
            return [pick("*.c", "f*", "nofile", "d/*", "[ab].c", "d/",
                         "{a,b}.c", "f?.c", "*.c *.h", "./*.c", "d/../*.h")]
        if name == "realpath":
            return [pick(".", "..", "nofile", "./", "/")]
        if name == "shell":
            return [pick("echo hi", "printf 'a\\nb\\n\\n'", "exit 3",
                         "echo $$ENVV", "echo '#x' \\#", "echo $(V0)",
                         "printf 'x  y'", "echo a; echo b >&2", "cat f1.c")]
        if name == "file":
            if self.chance(0.8):
                return [pick("<f1.c", "< nofile", "<f2.c", "<  f1.c ")]
            return [pick(">o1", ">>o1", "> o2"), self.expression(below, depth)]
        # eval
        if self.chance(0.2):
            return [self.expression(below, depth)]
        operator = pick("=", ":=", "+=", "?=")
        return [f"{pick(*NAMES)}{operator}{self.words()}"]

    def function(self, below, depth):
        name = self.random.choice(FUNCTIONS)
        if self.chance(0.02):
            name = self.pick("nofunc", "error", "warning")
        arguments = (self.arguments(name, below, depth - 1)
                     if name in FUNCTIONS
                     else [self.expression(below, depth - 1)])
        space = self.pick("", "", "", "", "", " ", "  ")
        left, right = self.pick("()", "()", "()", "()", "{}")
        return f"${left}{name} {space}{(',' + space).join(arguments)}{right}"

    def expression(self, below=len(NAMES), depth=3):
        parts = []
        for _ in range(self.pick(1, 1, 1, 2, 2, 3)):
            kind = self.random.random()
            if depth > 0 and kind < 0.45:
                parts.append(self.function(below, depth))
            elif depth > 0 and kind < 0.75:
                parts.append(self.reference(below, depth - 1))
            else:
                parts.append(self.words())
        return self.pick(" ", " ", "", "  ").join(parts)

    def decorated(self, line):
        """With a continuation or a comment, now and then."""
        blanks = [i for i, c in enumerate(line) if c == " "]
        if blanks and self.chance(0.06):
            at = self.random.choice(blanks)
            line = (line[:at] + self.pick(" \\\n", "\\\n  ", " \\\n\t") +
                    line[at + 1:])
        if self.chance(0.05):
            line += self.pick(" # comment", " #c\\\nmore", "   ", "\t")
        return line

    def assignment(self, index):
        operator = self.random.choice(OPERATORS)
        prefix = ""
        if self.chance(0.12):
            prefix = self.pick("override ", "export ", "private ", "unexport ",
                               "override export ")
        value = f"echo {self.pick('a', 'b c', '$(V0)')}"
        if operator != "!=":
            is_late = operator in ("=", "?=", ":::=", "+=")
            value = self.expression(index if is_late else len(NAMES))
        name = NAMES[index]
        if self.chance(0.1):
            name = self.pick(f"$(firstword {name} q)", f"{name} ",
                             "V$(words a b)")
        self.lines.append(self.decorated(
            prefix + name + self.pick(" ", "") + operator +
            self.pick(" ", "", "  ") + value))

    def definition(self, index):
        operator = self.pick("", "", "", "", " =", " :=", " +=", " ?=", " ::=",
                             " :::=", " !=")
        prefix = self.pick("override ", "export ", "", "", "")
        self.lines.append(f"{prefix}define {NAMES[index]}{operator}")
        for _ in range(self.random.randint(0, 3)):
            kind = self.random.random()
            if operator == " !=":
                self.lines.append(f"echo {self.pick('a', 'b')}")
            elif kind < 0.15:
                self.lines += ["define INNER", "inner $(1)", "endef"]
            elif kind < 0.3:
                self.lines.append(f"{self.pick(*NAMES)} := {self.words(2)}")
            elif kind < 0.5:
                self.lines.append(self.pick("  # in define", "line \\"))
            else:
                self.lines.append(self.expression(index, 2))
        self.lines.append(self.pick("endef", "  endef", "endef # x"))

    def condition(self):
        if self.chance(0.4):
            return self.pick("ifdef ", "ifndef ") + self.name()
        left, right = self.expression(depth=1), self.expression(depth=1)
        if self.chance(0.3):
            right = left
        form = self.pick("({},{})", "( {} , {} )", "'{}' '{}'", '"{}" "{}"',
                         "'{}' \"{}\"", "({}, {})")
        return self.pick("ifeq ", "ifneq ") + form.format(left, right)

    def conditional(self, depth):
        def inside():
            self.statements(self.random.randint(0, 2), depth + 1)

        self.lines.append(self.condition())
        inside()
        if self.chance(0.15):
            self.lines.append("else " + self.condition())
            inside()
        if self.chance(0.5):
            self.lines.append("else")
            inside()
        self.lines.append("endif")

    def statements(self, count, depth=0):
        for _ in range(count):
            kind = self.random.random()
            index = self.random.randrange(len(NAMES))
            if kind < 0.5:
                self.assignment(index)
            elif kind < 0.6:
                self.definition(index)
            elif kind < 0.68 and depth < 2:
                self.conditional(depth)
            elif kind < 0.73:
                self.lines.append(f"undefine {self.name()}")
            elif kind < 0.78:
                self.lines.append(self.pick(
                    f"$(eval {self.expression(depth=1)})",
                    f"$(eval $(value {self.name()}))",
                    f"$(eval $(call {self.name()},{self.words(2)}))"))
            elif kind < 0.88:
                self.lines.append(f"$(info {self.expression()})")
            elif kind < 0.90:
                self.lines.append(self.pick("export ", "unexport ") +
                                  self.name())
            elif kind < 0.92:
                self.lines.append(self.pick(
                    "-include inc.mk", "include inc.mk", "-include nofile.mk",
                    "sinclude $(wildcard i*.mk)", "include $(EMPTY)"))
            elif kind < 0.96:
                target = self.pick("all", "%", "al%", "other")
                prefix = self.pick("", "", "export ", "private ", "override ")
                operator = self.pick("=", ":=", "+=", "?=")
                self.lines.append(f"{target}: {prefix}{NAMES[index]} "
                                  f"{operator} {self.expression(index, 1)}")
            else:
                self.lines.append(f"$(info {self.reference(9, 1)})")

    def included(self):
        self.lines = []
        self.statements(self.random.randint(1, 3))
        return "\n".join(self.lines) + "\n"

    def makefile(self):
        self.lines = ["$(info start)"]
        self.statements(self.random.randint(4, 12))
        for name in NAMES:
            self.lines.append(f"$(info {name}=[$({name})] <$(value {name})> "
                              f"$(origin {name}) $(flavor {name}))")
        self.lines.append("all: other; @:")
        for name in NAMES[:5]:
            self.lines.append(f"\t@: $(info all {name}=[$({name})])")
        self.lines.append("\t@echo $${V1-unset} $${V2-unset} $${V3-unset}")
        self.lines.append("other: ; @: $(info other $(V0) | $(V1) | $(V2))")
        return "\n".join(self.lines) + "\n"


def make_case(random, odd=False):
    """Files, their times, and what to run."""
    language = Language(random, odd)
    texts = {"Makefile": language.makefile(), "inc.mk": language.included(),
             "f1.c": "one\ntwo\n", "f2.c": "x", "d/e.h": "", "a.c": "",
             "b.c": "", "z.h": ""}
    command = random.choice(["", "", "", "", "V1=cmd", "-e", "V2+=cl",
                             "'V3:=x$$y'", "--warn-undefined-variables", "-n",
                             "-s V0=9"])
    script = random.choice(["", "", "export V4='from env'\n"])
    return ({name: (text, 0) for name, text in texts.items()},
            f"{script}run {command}\n")
