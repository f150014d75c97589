# SPDX-License-Identifier: Apache-2.0
"""Random Makefiles of rules, and what is done with them.

Recipes say what they see and give what they make the next time of a counted
clock, so that no two files are equally old and each run is like the last.
"""

STEMS = ["p", "q", "r", "s"]
SUFFIXES = [".a", ".b", ".c", ".d", ""]
FILES = [folder + stem + suffix for folder in ("", "sub/", "vp/")
         for stem in STEMS for suffix in SUFFIXES]
OPTIONS = {"-k": 3, "-n": 3, "-q": 2, "-t": 2, "-B": 2, "-i": 1, "-s": 1,
           "-W {}": 3, "-o {}": 2, "--trace": 1, "-r": 1, "-R": 1,
           "--debug=b": 1, "--debug=v": 0.5, "-S": 0.5, "-w": 0.2,
           "--warn-undefined-variables": 0.5, "--no-print-directory": 0.2,
           "-e": 0.5, "--shuffle=reverse": 0.2, "-L": 0.5, "--debug=i": 0.3,
           "--debug=w": 0.5, "--debug=p": 0.5, "-k -i": 1}
PRINTS = ["@echo M $@ \\| $< \\| $^ \\| $? \\| $* \\| '$|'",
          "@echo M $@ \\| $+ \\| $(@D) $(@F) $(<F) \\| $(*D) \\| $(^D)",
          "echo M $@ $(W) $(V)", "@echo M $@ $^"]


class Rules:
    """One Makefile."""

    def __init__(self, random):
        self.random = random
        self.lines = []
        self.expands_twice = False

    def chance(self, part):
        return self.random.random() < part

    def pick(self, *choices):
        return self.random.choice(choices)

    def file(self):
        if self.chance(0.75):
            return self.pick(*STEMS) + self.pick(*SUFFIXES)
        return self.random.choice(FILES)

    def recipe(self):
        kind = self.random.random()
        says = self.random.choice(PRINTS)
        if kind < 0.08:
            return ["@echo failing $@", "exit 3"]
        if kind < 0.12:
            return ["@echo half >$@; mk $@", "@false"]
        if kind < 0.17:
            return ["-@echo ign $@; false", "mk $@"]
        if kind < 0.22:
            return [says]
        if kind < 0.25:
            return ["+@echo plus $@", "@mk $@"]
        if kind < 0.28:
            return [says, "mk $@ $(@D)/extra"]
        if kind < 0.31:
            return ["@echo $@; mk $@; rm -f p.c"]
        if kind < 0.33:
            return [says, "", "@mk $@"]
        return [says, "@mk $@"]

    def add_rule(self, head):
        kind = self.random.random()
        if kind < 0.13:
            self.lines.append(head)
            return
        if kind < 0.18:
            self.lines.append(head + " ;")
            return
        lines = self.recipe()
        if kind < 0.25:
            head += " ; " + lines.pop(0)
        self.lines.append(head)
        self.lines += ["\t" + line for line in lines]

    def prerequisite(self, in_pattern):
        kind = self.random.random()
        if in_pattern and kind < 0.7:
            return self.pick("%.a", "%.b", "%.c", "%.d", "%", "sub/%.c", "x%",
                             "vp/%.b")
        if kind < 0.04:
            return ".WAIT"
        if kind < 0.07:
            return "*.c"
        if self.expands_twice and kind < 0.17:
            return self.pick("$$(wildcard *.d)", "$$@x", "$$*.b",
                             "$$(subst .a,.c,$$@)", "$$(@D)/q.c", "$$(W)",
                             "$$(firstword $$^)")
        return self.file()

    def prerequisites(self, in_pattern=False):
        text = " ".join(self.prerequisite(in_pattern)
                        for _ in range(self.pick(0, 1, 1, 2, 2, 3)))
        if self.chance(0.18):
            text += " | " + " ".join(self.prerequisite(in_pattern)
                                     for _ in range(self.pick(1, 2)))
        return text

    def variable(self):
        target = self.file() if self.chance(0.6) else self.pick(
            "%.a", "p%", "%", "%.b")
        prefix = self.pick("", "", "", "private ", "export ", "override ")
        value = self.pick("one", "$(V)x", "$@", "$(W)", "two three")
        self.lines.append(f"{target}: {prefix}{self.pick('W', 'V')} "
                          f"{self.pick('=', ':=', '+=', '?=')} {value}")

    def pattern_rule(self):
        target = self.pick("%.a", "%.b", "%.c", "%.a %.b", "p%", "sub/%.a",
                           "%.d", "vp/%.c", "%q.a", "%")
        colon = "::" if self.chance(0.1) else ":"
        # One for everything that needs nothing is a rule without end.
        wants = self.prerequisites(in_pattern=True) or "%.c"
        self.add_rule(f"{target}{colon} {wants}")

    def special(self):
        name = self.pick(".PHONY", ".PHONY", ".INTERMEDIATE", ".SECONDARY",
                         ".PRECIOUS", ".IGNORE", ".SILENT", ".NOTINTERMEDIATE")
        files = self.pick(self.file(), f"{self.file()} {self.file()}", "%.b",
                          "" if self.chance(0.5) else self.file())
        self.lines.append(f"{name}: {files}")

    def switch(self):
        self.lines.append(self.pick(
            ".DELETE_ON_ERROR:", ".ONESHELL:", ".NOTPARALLEL:", ".POSIX:",
            ".DEFAULT: ; @echo dflt $@ $<", "export W", "MAKEFLAGS += -k",
            ".SUFFIXES: .c .b .a\n.c.b: ; @echo sfx $@ $<; mk $@\n"
            ".b.a:\n\t@echo sfx2 $@ $*; mk $@",
            f".EXTRA_PREREQS = {self.file()}",
            f".DEFAULT_GOAL = {self.file()}"))

    def statement(self):
        file = self.file
        kind = self.random.random()
        if kind < 0.35:
            targets = file() if self.chance(0.85) else f"{file()} {file()}"
            self.add_rule(f"{targets}: {self.prerequisites()}")
        elif kind < 0.62:
            self.pattern_rule()
        elif kind < 0.69:
            target = file()
            self.add_rule(f"{target}:: {self.prerequisites()}")
            if self.chance(0.6):
                self.add_rule(f"{target}:: {self.prerequisites()}")
        elif kind < 0.75:
            self.add_rule(f"{file()} {file()} &: {self.prerequisites()}")
        elif kind < 0.80:
            pattern = self.pick("%.a: %.b", "%: %.c", "p%: q%",
                                "%.a: %.c | %.d", "%.b: sub/%.c")
            self.add_rule(f"{file()} {file()}: {pattern}")
        elif kind < 0.84:
            self.variable()
        elif kind < 0.88:
            self.lines.append(self.pick(
                "vpath %.c vp sub", "VPATH = sub:vp", "vpath %.b sub",
                "vpath % vp", "GPATH = vp"))
        elif kind < 0.97:
            self.special()
        else:
            self.switch()

    def makefile(self):
        # Without built-in rules: no compiler is called.
        self.lines = ["W = w", "V := v", ".SUFFIXES:"]
        if self.chance(0.25):
            self.expands_twice = True
            self.lines.append(".SECONDEXPANSION:")
        self.lines.append("all: " + " ".join(
            self.file() for _ in range(self.random.randint(1, 3))))
        if self.chance(0.3):
            self.lines.append("\t@echo all $^ \\| $?")
        for _ in range(self.random.randint(3, 9)):
            self.statement()
        return "\n".join(self.lines) + "\n"

    def call(self):
        words = ["run"]
        while self.chance(0.4):
            option = self.random.choices(list(OPTIONS),
                                         list(OPTIONS.values()))[0]
            words.append(option.format(self.file()))
        if self.chance(0.4):
            words += [self.file() for _ in range(self.pick(1, 2))]
        if self.chance(0.1):
            words.append(self.pick("W=cl", "V=cl", "VPATH=sub"))
        return " ".join(words)


def make_case(random):
    """Files, their times, and what to run."""
    rules = Rules(random)
    files = {"Makefile": (rules.makefile(), -1)}
    for file in random.sample(FILES, len(FILES)):
        is_source = file.endswith((".c", ".d"))
        if random.random() < (0.45 if is_source else 0.12):
            files[file] = ("", len(files))
    steps = [rules.call()]
    for _ in range(random.randint(0, 2)):
        kind = random.random()
        if kind < 0.5:
            steps.append("mk " + rules.file())
        elif kind < 0.7:
            steps.append("rm -f " + rules.file())
        steps.append(rules.call())
    return files, "\n".join(steps) + "\n"
