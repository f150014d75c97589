// SPDX-License-Identifier: Apache-2.0
#include "cache/shell_form.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace xb {
namespace {

using Words = std::vector<std::string>;

TEST(ShellFormTest, QuotesAndBackslashesAreUndone) {
  const auto commands =
      ParseShellForm(R"(g++ -DA=\"x\ y\" '-DB=$1' "-DC=a\\b" a\ b.cc)");
  ASSERT_TRUE(commands);
  ASSERT_EQ(commands->size(), 1u);
  EXPECT_EQ((*commands)[0].words,
            (Words{"g++", "-DA=\"x y\"", "-DB=$1", "-DC=a\\b", "a b.cc"}));
}

TEST(ShellFormTest, CommandsAreTakenApartAndIdleOnesDropped) {
  const auto commands = ParseShellForm(": && a 1 && b 2|c 3 && :");
  ASSERT_TRUE(commands);
  ASSERT_EQ(commands->size(), 3u);
  EXPECT_EQ((*commands)[0].words, (Words{"a", "1"}));
  EXPECT_EQ((*commands)[1].words, (Words{"b", "2"}));
  EXPECT_EQ((*commands)[2].words, (Words{"c", "3"}));
}

TEST(ShellFormTest, AssignmentsStandInFrontOnly) {
  const auto commands = ParseShellForm("A=1 B='2 3' tool C=4");
  ASSERT_TRUE(commands);
  EXPECT_EQ((*commands)[0].assignments, (Words{"A=1", "B=2 3"}));
  EXPECT_EQ((*commands)[0].words, (Words{"tool", "C=4"}));
}

TEST(ShellFormTest, RedirectionsAreFilesAndNotWords) {
  const auto commands = ParseShellForm("t <in >out 2>err 2>&1 && u >> log");
  ASSERT_TRUE(commands);
  EXPECT_EQ((*commands)[0].words, Words{"t"});
  EXPECT_EQ((*commands)[0].read_files, Words{"in"});
  EXPECT_EQ((*commands)[0].written_files, (Words{"out", "err"}));
  EXPECT_EQ((*commands)[1].appended_files, Words{"log"});
}

TEST(ShellFormTest, WhatOnlyAShellCanDoIsRefused) {
  for (const char* command :
       {"a $x",  "a `b`",  "a; b",     "a || b", "a & b", "a *.c",  "(a)",
        "a # b", "a ~/b",  "a \"$x\"", "a > ",   "&& a",  "a &&",   "a 'b",
        "a\nb",  "a << b", "a |& b",   "! a",    "{ a",   "a [bc]", "a >| b"}) {
    EXPECT_FALSE(ParseShellForm(command)) << command;
  }
}

}  // namespace
}  // namespace xb
