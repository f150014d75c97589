// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "manifest/ninja/error_format.h"
#include "manifest/ninja/parser.h"
#include "support/fake_disk.h"

namespace xb::ninja {
namespace {

Error ErrorOf(FakeDisk* disk, std::string_view text,
              const LoadOptions& options = {}) {
  disk->Create("build.ninja", text);
  const Result<LoadedManifest> result =
      LoadManifest(*disk, "build.ninja", options);
  if (result.ok()) return MakeError("no error");
  return result.error();
}

Error ErrorOf(std::string_view text) {
  FakeDisk disk;
  return ErrorOf(&disk, text);
}

// What ninja prints after `build.ninja:`.
std::string TextOf(std::string_view text) {
  const std::string formatted = FormatAsNinja(ErrorOf(text));
  constexpr std::string_view kFile = "build.ninja:";
  return formatted.starts_with(kFile) ? formatted.substr(kFile.size())
                                      : formatted;
}

struct Case {
  const char* manifest;
  const char* error;
};

TEST(ParserErrorTest, RuleMaySetCacheInOwnManifestsOnly) {
  constexpr char kRule[] = "rule r\n  command = r\n  cache = 0\n";
  const Error error = ErrorOf(kRule);
  EXPECT_TRUE(error.message.starts_with("unexpected variable 'cache'"))
      << error.message;
  EXPECT_NE(error.hint.find("xb_required_version"), std::string::npos);
  EXPECT_EQ(ErrorOf("xb_required_version = 1.0\n" + std::string(kRule)).message,
            "no error");
}

TEST(ParserErrorTest, Statements) {
  const Case cases[] = {
      {"x\n", "1: expected '=', got newline\nx\n ^ near here"},
      {"x y\n", "1: expected '=', got identifier\nx y\n  ^ near here"},
      {"= x\n", "1: unexpected '='\n"},
      {"|| x\n", "1: unexpected '||'\n"},
      {"  x = 3\n", "1: unexpected indent\n"},
      {"x = 3\n\ty = 3\n", "2: tabs are not allowed, use spaces\n"},
      {"# no newline", "1: lexing error\n"},
      {"x = 3", "1: unexpected EOF\nx = 3\n     ^ near here"},
      {"x = a\rb\n", "1: lexing error\nx = a\rb\n     ^ near here"},
      {"x = $\n\n  y\n", "3: unexpected indent\n"},
      {"x = ${a b}\n",
       "1: bad $-escape (literal $ must be written as $$)\n"
       "x = ${a b}\n    ^ near here"},
  };
  for (const Case& c : cases) EXPECT_EQ(TextOf(c.manifest), c.error);
}

TEST(ParserErrorTest, Rules) {
  const Case cases[] = {
      {"rule\n", "1: expected rule name\nrule\n    ^ near here"},
      {"rule a b\n",
       "1: expected newline, got identifier\nrule a b\n       ^ near here"},
      {"rule a\n", "2: expected 'command =' line\n"},
      {"rule a\n  command =\n", "3: expected 'command =' line\n"},
      {"rule a\n  other = 3\n",
       "2: unexpected variable 'other'\n  other = 3\n           ^ near here"},
      {"rule a\n  command = a\n  rspfile = x\n",
       "4: rspfile and rspfile_content need to be both specified\n"},
      {"rule a\n  command = a\n  rspfile_content = x\n",
       "4: rspfile and rspfile_content need to be both specified\n"},
      {"rule a\n  command = a\nrule a\n  command = a\n",
       "3: duplicate rule 'a'\nrule a\n      ^ near here"},
      {"rule phony\n  command = a\n",
       "1: duplicate rule 'phony'\nrule phony\n          ^ near here"},
      {"rule a # no comment here\n  command = a\n",
       "2: expected newline, got indent\n"},
  };
  for (const Case& c : cases) EXPECT_EQ(TextOf(c.manifest), c.error);
}

TEST(ParserErrorTest, Pools) {
  const Case cases[] = {
      {"pool\n", "1: expected pool name\npool\n    ^ near here"},
      {"pool a\n", "2: expected 'depth =' line\n"},
      {"pool a\n  depth = -1\n",
       "2: invalid pool depth\n  depth = -1\n            ^ near here"},
      {"pool a\n  width = 1\n",
       "2: unexpected variable 'width'\n  width = 1\n           ^ near here"},
      {"pool a\n  depth = 1\npool a\n  depth = 1\n",
       "3: duplicate pool 'a'\npool a\n      ^ near here"},
      {"pool console\n  depth = 1\n",
       "1: duplicate pool 'console'\npool console\n            ^ near here"},
      {"build a: phony\n  pool = b\n", "3: unknown pool name 'b'\n"},
  };
  for (const Case& c : cases) EXPECT_EQ(TextOf(c.manifest), c.error);
}

TEST(ParserErrorTest, Edges) {
  const Case cases[] = {
      {"build : phony\n", "1: expected path\nbuild : phony\n      ^ near here"},
      {"build a phony\n",
       "1: expected ':', got newline ($ also escapes ':')\n"
       "build a phony\n             ^ near here"},
      {"build a | b || c: phony\n",
       "1: expected ':', got '||' ($ also escapes ':')\n"
       "build a | b || c: phony\n            ^ near here"},
      {"build a:\n",
       "1: expected build command name\nbuild a:\n        ^ near here"},
      {"build a: b\n",
       "1: unknown build rule 'b'\nbuild a: b\n         ^ near here"},
      {"build a: phony b:\n",
       "1: expected newline, got ':'\n"
       "build a: phony b:\n                ^ near here"},
      {"build a: phony || b | c\n",
       "1: expected newline, got '|'\n"
       "build a: phony || b | c\n                    ^ near here"},
      {"build $x: phony\n", "2: empty path\n"},
      {"build a: phony $x\n", "2: empty path\n"},
      {"build a: phony || $x\n", "2: empty path\n"},
      {"build a: phony |@ $x\n", "2: empty path\n"},
      {"build a: phony\nbuild ./a: phony\n", "3: multiple rules generate a\n"},
      {"build a: phony\nbuild b | a: phony\n",
       "3: multiple rules generate a\n"},
      {"build a a: phony\n", "2: a is defined as an output multiple times\n"},
      {"build a | a: phony\n", "2: a is defined as an output multiple times\n"},
      {"build a: phony\n  dyndep = b\n", "3: dyndep 'b' is not an input\n"},
      {"build a: phony\n  x\n",
       "2: expected '=', got newline\n  x\n   ^ near here"},
      {"build a: phony\n  = x\n",
       "2: expected variable name\n  = x\n  ^ near here"},
      {"build a: phony",
       "1: unexpected EOF\nbuild a: phony\n"
       "              ^ near here"},
  };
  for (const Case& c : cases) EXPECT_EQ(TextOf(c.manifest), c.error);
}

TEST(ParserErrorTest, Defaults) {
  const Case cases[] = {
      {"default\n", "1: expected target name\ndefault\n       ^ near here"},
      {"default a\n", "1: unknown target 'a'\ndefault a\n         ^ near here"},
      {"default $x\n", "1: empty path\ndefault $x\n          ^ near here"},
      {"build a: phony\ndefault a:\n",
       "2: expected newline, got ':'\ndefault a:\n         ^ near here"},
      // A target must be known before.
      {"default a\nbuild a: phony\n",
       "1: unknown target 'a'\ndefault a\n         ^ near here"},
  };
  for (const Case& c : cases) EXPECT_EQ(TextOf(c.manifest), c.error);
}

TEST(ParserErrorTest, MissingManifest) {
  FakeDisk disk;
  const auto result = LoadManifest(disk, "build.ninja", {});
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(FormatAsNinja(result.error()),
            "loading 'build.ninja': No such file or directory");
}

TEST(ParserErrorTest, MissingInclude) {
  EXPECT_EQ(TextOf("x = y\ninclude $x\n"),
            "2: loading 'y': No such file or directory\n"
            "include $x\n          ^ near here");
  EXPECT_EQ(TextOf("subninja\n"),
            "1: loading '': No such file or directory\n"
            "subninja\n        ^ near here");
}

TEST(ParserErrorTest, IncludeThatCannotBeRead) {
  FakeDisk disk;
  disk.Create("i", "");
  disk.Fail("i", "Permission denied");
  EXPECT_EQ(ErrorOf(&disk, "include i\n").message,
            "loading 'i': Permission denied");
}

TEST(ParserErrorTest, ErrorInsideAnInclude) {
  FakeDisk disk;
  disk.Create("i", "x = 1\noops\n");
  EXPECT_EQ(FormatAsNinja(ErrorOf(&disk, "include i\n")),
            "i:2: expected '=', got newline\noops\n    ^ near here");
}

TEST(ParserErrorTest, IncludeWithMoreOnTheLine) {
  FakeDisk disk;
  disk.Create("i", "");
  EXPECT_EQ(FormatAsNinja(ErrorOf(&disk, "include i j\n")),
            "build.ninja:1: expected newline, got identifier\n"
            "include i j\n          ^ near here");
}

TEST(ParserErrorTest, IncludeOfItselfEnds) {
  for (const char* text : {"include build.ninja\n", "subninja build.ninja\n"}) {
    EXPECT_EQ(ErrorOf(text).message,
              "loading 'build.ninja': includes are nested too deeply");
  }
}

TEST(ParserErrorTest, TooNewRequiredVersionIsFatal) {
  for (const char* version : {"1.15", "2", "2.0.1", "99.1"}) {
    // Checked before the line after it is read.
    const Error error =
        ErrorOf("ninja_required_version = " + std::string(version) +
                "\nsyntax error\n");
    EXPECT_TRUE(error.is_fatal);
    EXPECT_EQ(FormatAsNinja(error),
              "ninja version (1.13.0) incompatible with build file "
              "ninja_required_version version (" +
                  std::string(version) + ").");
  }
}

TEST(ParserErrorTest, CircleInThePoolOfARule) {
  const Error error = ErrorOf(
      "rule r\n"
      "  command = $pool\n"
      "  pool = $command\n"
      "build a: r\n");
  EXPECT_TRUE(error.is_fatal);
  EXPECT_EQ(error.message,
            "cycle in rule variables: command -> pool -> command");
}

TEST(ParserErrorTest, WarningsBeforeAFailureAreKept) {
  FakeDisk disk;
  disk.Create("build.ninja", "build a: phony a\noops\n");
  std::vector<std::string> warnings;
  EXPECT_FALSE(LoadManifest(disk, "build.ninja", {}, &warnings).ok());
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_EQ(warnings[0],
            "phony target 'a' names itself as an input; ignoring "
            "[-w phonycycle=warn]");
}

TEST(ParserErrorTest, Suggestions) {
  const Case cases[] = {
      {"rule compile\n  command = c\nbuild a: compil\n",
       "did you mean `compile`?"},
      {"build a: phoney\n", "did you mean `phony`?"},
      {"rule r\n  comand = c\n", "did you mean `command`?"},
      {"pool link\n  depth = 1\nbuild a: phony\n  pool = lnik\n",
       "did you mean `link`?"},
      {"build app: phony\ndefault ap\n", "did you mean `app`?"},
      {"build a: nothing_like_it\n", ""},
      {"build a: phony\n\nbuild a: phony\n",
       "the other one is at build.ninja:1"},
  };
  for (const Case& c : cases) EXPECT_EQ(ErrorOf(c.manifest).hint, c.error);
}

TEST(ParserErrorTest, ValuesThatGrowWithoutEnd) {
  std::string text = "x0 = 0123456789\n";
  for (int i = 1; i < 64; ++i) {
    const std::string last = "$x" + std::to_string(i - 1);
    text += "x" + std::to_string(i) + " = " + last + last + "\n";
  }
  FakeDisk disk;
  EXPECT_EQ(ErrorOf(&disk, text, {.max_text_bytes = 100000}).message,
            "manifest is too large");
}

TEST(ParserErrorTest, RuleVariablesThatGrowWithoutEnd) {
  std::string text =
      "rule r\n"
      "  command = $rspfile$rspfile$rspfile$rspfile\n"
      "  rspfile = $rspfile_content$rspfile_content$rspfile_content\n"
      "  rspfile_content = " +
      std::string(60000, 'x') +
      "\n"
      "  pool = $command$command$command\n"
      "build a: r\n";
  FakeDisk disk;
  EXPECT_EQ(ErrorOf(&disk, text, {.max_text_bytes = 200000}).message,
            "a variable of rule 'r' expands to too much");
}

TEST(ParserErrorTest, RuleVariablesThatTakeForever) {
  const auto many = [](const char* variable) {
    std::string text;
    for (int i = 0; i < 300; ++i) text.append(variable);
    return text + "\n";
  };
  EXPECT_EQ(
      ErrorOf("rule r\n"
              "  command = " +
              many("$rspfile") + "  rspfile = " + many("$rspfile_content") +
              "  rspfile_content = " + many("$nothing") +
              "  pool = " + many("$command") + "build a: r\n")
          .message,
      "a variable of rule 'r' expands to too much");
}

}  // namespace
}  // namespace xb::ninja
