// SPDX-License-Identifier: Apache-2.0
#include "os/shell_words.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace xb {
namespace {

using Words = std::vector<std::string>;

TEST(ShellWordsTest, PlainWordsAreSplitAtBlanks) {
  EXPECT_EQ(SplitPlainCommand("cc -c  a.c\t-o a.o "),
            (Words{"cc", "-c", "a.c", "-o", "a.o"}));
}

TEST(ShellWordsTest, SingleQuotesKeepEverything) {
  EXPECT_EQ(SplitPlainCommand(R"(cc '-DX="a b"' '$y' '\' 'a;b|c')"),
            (Words{"cc", "-DX=\"a b\"", "$y", "\\", "a;b|c"}));
}

TEST(ShellWordsTest, DoubleQuotesKnowFourEscapes) {
  EXPECT_EQ(SplitPlainCommand(R"(cc "a b" "\"" "\\" "\$x" "\`" "\n*")"),
            (Words{"cc", "a b", "\"", "\\", "$x", "`", "\\n*"}));
}

TEST(ShellWordsTest, QuotedPiecesJoin) {
  EXPECT_EQ(SplitPlainCommand(R"(cc -D'A'"B"C\ D)"), (Words{"cc", "-DABC D"}));
}

TEST(ShellWordsTest, EmptyQuotesAreAnEmptyWord) {
  EXPECT_EQ(SplitPlainCommand(R"(cc '' "" x)"), (Words{"cc", "", "", "x"}));
}

TEST(ShellWordsTest, BackslashQuotesOneCharacter) {
  EXPECT_EQ(SplitPlainCommand(R"(cc \$x \* \\ \")"),
            (Words{"cc", "$x", "*", "\\", "\""}));
}

TEST(ShellWordsTest, NewlineInsideQuotesIsKept) {
  EXPECT_EQ(SplitPlainCommand("cc 'a\nb' \"c\nd\""),
            (Words{"cc", "a\nb", "c\nd"}));
}

TEST(ShellWordsTest, AssignmentsInLaterWordsArePlain) {
  EXPECT_EQ(SplitPlainCommand("cc -std=c++20 A=b"),
            (Words{"cc", "-std=c++20", "A=b"}));
}

TEST(ShellWordsTest, BytesOutsideAsciiArePlain) {
  EXPECT_EQ(SplitPlainCommand("cc \xc3\xa9.c"), (Words{"cc", "\xc3\xa9.c"}));
}

class NeedsShellTest : public ::testing::TestWithParam<const char*> {};

TEST_P(NeedsShellTest, IsLeftToTheShell) {
  EXPECT_EQ(SplitPlainCommand(GetParam()), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(Syntax, NeedsShellTest,
                         ::testing::Values("a;b", "a&b", "a|b", "a>b", "a<b",
                                           "a (b)", "a $b", "a \"$b\"", "a `b`",
                                           "a \"`b`\"", "a *", "a ?", "a [b]",
                                           "a ~", "a ~/b", "a -o=~/b", "a # b",
                                           "a {b,c}", "a !b", "a\nb", "a ^ b",
                                           "a \\\nb", "a \"b\\\nc\"", "a\rb"));

INSTANTIATE_TEST_SUITE_P(Broken, NeedsShellTest,
                         ::testing::Values("", "   ", "a 'b", "a \"b", "a \\",
                                           "a \"b\\", "'' a", "\"\""));

INSTANTIATE_TEST_SUITE_P(FirstWord, NeedsShellTest,
                         ::testing::Values("cd x", "exit 3", ": x", "[ a ]",
                                           "test a", "echo a", "true", "false",
                                           "'echo' a", "\\echo a", "exec a",
                                           "if a", "time a", "A=b", "A=b cc",
                                           "./a=b c", "%1", ". a", "eval a",
                                           "source a", "ulimit -n", "umask"));

TEST(ShellWordsTest, BuiltinNamesInsidePathsOrLaterArePlain) {
  EXPECT_EQ(SplitPlainCommand("/bin/echo test cd"),
            (Words{"/bin/echo", "test", "cd"}));
}

TEST(ShellWordsTest, KnowsBuiltinsAndReservedWords) {
  EXPECT_TRUE(IsShellWord("!"));
  EXPECT_TRUE(IsShellWord("while"));
  EXPECT_TRUE(IsShellWord("}"));
  EXPECT_FALSE(IsShellWord("cc"));
  EXPECT_FALSE(IsShellWord(""));
}

}  // namespace
}  // namespace xb
