// SPDX-License-Identifier: Apache-2.0
#include "manifest/make/command_words.h"

#include <gtest/gtest.h>

namespace xb::make {
namespace {

using Words = std::vector<std::string>;

TEST(CommandWordsTest, PlainCommandNeedsNoShell) {
  const CommandWords split = SplitCommand("cc -c 'a b.c' x\\ y", {});
  EXPECT_FALSE(split.by_shell);
  EXPECT_EQ(split.words, (Words{"cc", "-c", "a b.c", "x y"}));
}

TEST(CommandWordsTest, ShellSyntaxGoesToTheShell) {
  for (const char* text :
       {"a; b", "a > b", "cd x", "A=b c", "echo *", "\"$x\"", "test -d x"}) {
    const CommandWords split = SplitCommand(text, {});
    EXPECT_EQ(split.words, (Words{"/bin/sh", "-c", text})) << text;
  }
}

TEST(CommandWordsTest, EachLineIsACommand) {
  const CommandWords split = SplitCommand("a b\nc\n", {});
  EXPECT_EQ(split.words, (Words{"a", "b"}));
  EXPECT_EQ(split.consumed, 4u);
}

TEST(CommandWordsTest, HiddenNewlineDoesNotEndTheLine) {
  const CommandWords split = SplitCommand("a \\\nb; c\nd", {});
  EXPECT_EQ(split.words, (Words{"/bin/sh", "-c", "a \\\nb; c"}));
}

TEST(CommandWordsTest, AnotherShellIsAlwaysAsked) {
  const CommandWords split =
      SplitCommand("a b", {.shell = "/bin/bash", .flags = "-e -c"});
  EXPECT_EQ(split.words, (Words{"/bin/bash", "-e", "-c", "a b"}));
}

TEST(CommandWordsTest, BlankLineIsNothing) {
  EXPECT_TRUE(SplitCommand("  \nnext", {}).words.empty());
  EXPECT_EQ(SplitCommand("  \nnext", {}).consumed, 3u);
}

}  // namespace
}  // namespace xb::make
