// SPDX-License-Identifier: Apache-2.0
#include "engine/depfile_parser.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace xb {
namespace {

using Names = std::vector<std::string>;

struct Parsed {
  std::string error;
  Names outputs;
  Names inputs;
};

Parsed Parse(std::string text) {
  DepfileContent content;
  const Status status = ParseDepfile(&text, &content);
  if (!status.ok()) return {status.error().message, {}, {}};
  return {"",
          {content.outputs.begin(), content.outputs.end()},
          {content.inputs.begin(), content.inputs.end()}};
}

Names InputsOf(std::string text) {
  const Parsed parsed = Parse(std::move(text));
  EXPECT_EQ(parsed.error, "");
  return parsed.inputs;
}

TEST(DepfileParserTest, OneRule) {
  const Parsed parsed = Parse("out.o: a.c b.h\n");
  EXPECT_EQ(parsed.outputs, Names({"out.o"}));
  EXPECT_EQ(parsed.inputs, Names({"a.c", "b.h"}));
}

TEST(DepfileParserTest, NothingInItIsRight) {
  for (const char* text : {"", "\n", "  \n\n", "\\\n", " \t\r\n"}) {
    const Parsed parsed = Parse(text);
    EXPECT_EQ(parsed.error, "") << text;
    EXPECT_TRUE(parsed.outputs.empty()) << text;
    EXPECT_TRUE(parsed.inputs.empty()) << text;
  }
}

TEST(DepfileParserTest, LastNewlineMayBeMissing) {
  EXPECT_EQ(InputsOf("out: a b"), Names({"a", "b"}));
  EXPECT_EQ(InputsOf("out:"), Names());
}

TEST(DepfileParserTest, BackslashContinuesTheLine) {
  EXPECT_EQ(InputsOf("out: a \\\n b\\\n c\n"), Names({"a", "b", "c"}));
  EXPECT_EQ(InputsOf("out: a \\\r\n b\\\r\n c\r\n"), Names({"a", "b", "c"}));
  EXPECT_EQ(InputsOf("out: \\\n  \\\n a\n"), Names({"a"}));
}

TEST(DepfileParserTest, SpaceBeforeTheColon) {
  const Parsed parsed = Parse("out : a\n");
  EXPECT_EQ(parsed.outputs, Names({"out"}));
  EXPECT_EQ(parsed.inputs, Names({"a"}));
}

TEST(DepfileParserTest, SeveralTargetsAndRules) {
  const Parsed parsed = Parse("x y: a\nz: b a\nx: c\n");
  EXPECT_EQ(parsed.outputs, Names({"x", "y", "z"}));
  EXPECT_EQ(parsed.inputs, Names({"a", "b", "c"}));
}

TEST(DepfileParserTest, NamesAreListedOnce) {
  std::string text = "out:";
  for (int i = 0; i < 3000; ++i) text += " h" + std::to_string(i % 1000);
  const Names inputs = InputsOf(text);
  ASSERT_EQ(inputs.size(), 1000u);
  EXPECT_EQ(inputs.front(), "h0");
  EXPECT_EQ(inputs.back(), "h999");
}

TEST(DepfileParserTest, EmptyRulesForHeadersAreDropped) {
  // What -MP adds.
  const Parsed parsed = Parse("out.o: a.c b.h c.h\nb.h:\nc.h:\n");
  EXPECT_EQ(parsed.error, "");
  EXPECT_EQ(parsed.outputs, Names({"out.o"}));
  EXPECT_EQ(parsed.inputs, Names({"a.c", "b.h", "c.h"}));
}

TEST(DepfileParserTest, AnInputMayNotHaveNewInputs) {
  EXPECT_EQ(Parse("out: a b\na: c\n").error, "inputs may not also have inputs");
  // Known ones say nothing new.
  EXPECT_EQ(InputsOf("out: a b\na: b\n"), Names({"a", "b"}));
  // The next rule is judged by itself.
  EXPECT_EQ(InputsOf("out: a\na:\nout2: b\n"), Names({"a", "b"}));
}

TEST(DepfileParserTest, ColonIsRequired) {
  for (const char* text : {"out", "out a b\n", "out:a\n", "a;b\n"}) {
    EXPECT_EQ(Parse(text).error, "expected ':' in depfile") << text;
  }
}

TEST(DepfileParserTest, Escapes) {
  struct Case {
    const char* text;
    Names inputs;
  };
  const Case cases[] = {
      {R"(out: a\ b)", {"a b"}},
      {R"(out: a\\ b)", {R"(a\\)", "b"}},
      {R"(out: a\\\ b)", {R"(a\ b)"}},
      {R"(out: a\\\\ b)", {R"(a\\\\)", "b"}},
      {R"(out: a\\\\\ b)", {R"(a\\ b)"}},
      {R"(out: a\#b)", {"a#b"}},
      {R"(out: a\\#b)", {R"(a\#b)"}},
      {R"(out: a\:b)", {"a:b"}},
      {R"(out: a\\:b)", {R"(a\:b)"}},
      {"out: a$$b", {"a$b"}},
      {"out: a$b", {"a", "b"}},
      {R"(out: a\b\c)", {R"(a\b\c)"}},
      {R"(out: a\\b)", {R"(a\\b)"}},
      {R"(out: c:\x\y.h d:/z.h)", {R"(c:\x\y.h)", "d:/z.h"}},
      {R"(out: \\server\x.h)", {R"(\\server\x.h)"}},
      {R"(out: a\ b\#c\:d$$e)", {"a b#c:d$e"}},
      {"out: a#b", {"a", "b"}},
      {"out: a\tb", {"a", "b"}},
      {"out: a|b;c", {"a", "b", "c"}},
      {"out: \xc3\xa9\xff", {"\xc3\xa9\xff"}},
      {"out: a+b,c/_:.~()}{%=@[]!-", {"a+b,c/_:.~()}{%=@[]!-"}},
      {"out: a&b what? \"it's\"", {"a&b", "what?", "\"it's\""}},
  };
  for (const Case& c : cases) EXPECT_EQ(InputsOf(c.text), c.inputs) << c.text;
}

TEST(DepfileParserTest, BackslashBeforeAColonThatEndsTheTarget) {
  const Parsed parsed = Parse("dir\\: a\n");
  EXPECT_EQ(parsed.outputs, Names({"dir\\"}));
  EXPECT_EQ(parsed.inputs, Names({"a"}));
  EXPECT_EQ(Parse("dir\\:\nb: c\n").outputs, Names({"dir\\", "b"}));
  EXPECT_EQ(Parse("dir\\:").outputs, Names({"dir\\"}));
}

TEST(DepfileParserTest, TwoBackslashesDoNotContinueTheLine) {
  const Parsed parsed = Parse("out: a\\\\\nb: c\n");
  EXPECT_EQ(parsed.outputs, Names({"out", "b"}));
  EXPECT_EQ(parsed.inputs, Names({"a\\\\", "c"}));
}

TEST(DepfileParserTest, NulByteSeparates) {
  EXPECT_EQ(InputsOf(std::string("out: a\0b", 8)), Names({"a", "b"}));
}

TEST(DepfileParserTest, SpacesEscapedAsGccDoesComeBack) {
  std::mt19937 random(1);
  for (int round = 0; round < 500; ++round) {
    Names wanted;
    std::string text = "out:";
    for (int i = 0; i < 4; ++i) {
      std::string name = "n" + std::to_string(i);
      text += " \\\n " + name;
      for (size_t left = random() % 6; left > 0; --left) {
        const char c = " #$/x"[random() % 5];
        name += c;
        if (c == '$') text += '$';
        if (c == ' ' || c == '#') text += '\\';
        text += c;
      }
      wanted.push_back(name);
    }
    EXPECT_EQ(InputsOf(text), wanted) << text;
  }
}

TEST(DepfileParserTest, ViewsLieInTheBuffer) {
  std::mt19937 random(2);
  constexpr std::string_view kBytes("\\\\\\ #:$\n\rab\t\0", 13);
  for (int round = 0; round < 5000; ++round) {
    std::string text;
    for (size_t left = random() % 20; left > 0; --left) {
      text += kBytes[random() % kBytes.size()];
    }
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    DepfileContent content;
    if (!ParseDepfile(&text, &content).ok()) continue;
    for (const auto& names : {content.outputs, content.inputs}) {
      for (const std::string_view name : names) {
        EXPECT_FALSE(name.empty());
        EXPECT_GE(name.data(), begin);
        EXPECT_LE(name.data() + name.size(), end);
      }
    }
  }
}

}  // namespace
}  // namespace xb
