// SPDX-License-Identifier: Apache-2.0
#include "config/settings_text.h"

#include <gtest/gtest.h>

#include <string>

namespace xb {
namespace {

constexpr std::string_view kSections[] = {"target", "step"};

std::string Left(const std::string& text) {
  std::string left = LeaveOutSections(text, kSections).text;
  EXPECT_EQ(left.size(), text.size());
  std::erase(left, ' ');
  return left;
}

TEST(SettingsTextTest, SectionsOfOthersBecomeSpaces) {
  EXPECT_EQ(Left("jobs=1\n[target.a]\nx=[\n'y',\n]\n[profile.dev]\njobs=2\n"),
            "jobs=1\n\n\n\n\n[profile.dev]\njobs=2\n");
  EXPECT_EQ(Left("[ 'step' . b ]\nx=1\n[[targets]]\n"), "\n\n[[targets]]\n");
}

TEST(SettingsTextTest, AHeaderInAStringIsNone) {
  const std::string text = "a='''\n[target.a]\n'''\nb=\"[step]\"\n";
  EXPECT_FALSE(LeaveOutSections(text, kSections).has_sections);
  EXPECT_EQ(LeaveOutSections(text, kSections).text, text);
  EXPECT_EQ(Left("[target.a]\nx='''\n[profile.b]\n'''\n[c]\n"),
            "\n\n\n\n[c]\n");
}

TEST(SettingsTextTest, WhatNeverEndsStaysWhole) {
  const std::string text = "[target.a]\nx = '''\n[profile.b]\n";
  EXPECT_EQ(LeaveOutSections(text, kSections).text, text);
}

}  // namespace
}  // namespace xb
