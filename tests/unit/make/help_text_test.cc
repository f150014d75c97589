// SPDX-License-Identifier: Apache-2.0
#include "manifest/make/help_text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace xb::make {
namespace {

std::string Help(const std::vector<std::string>& lines) {
  return HelpOfComment(lines);
}

TEST(HelpTextTest, LinesAreJoined) {
  EXPECT_EQ(Help({"# Removes  what", "#   was built."}),
            "Removes what was built.");
}

TEST(HelpTextTest, LastParagraphCounts) {
  EXPECT_EQ(Help({"# A note.", "#", "# Runs the tests"}), "Runs the tests");
}

TEST(HelpTextTest, FramesAreNoHelp) {
  EXPECT_EQ(Help({"##########", "## Builds ##", "##########"}), "Builds");
  EXPECT_EQ(Help({"# ------ #"}), "");
}

TEST(HelpTextTest, OtherScriptsAreLetters) {
  EXPECT_EQ(Help({"# \xC3\xBC"}), "\xC3\xBC");
}

TEST(HelpTextTest, BehindRuleTwoSignsAreNeeded) {
  EXPECT_EQ(HelpBehindRule("## Shows this"), "Shows this");
  EXPECT_EQ(HelpBehindRule("# for readers"), "");
}

}  // namespace
}  // namespace xb::make
