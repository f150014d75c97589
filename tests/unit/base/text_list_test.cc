// SPDX-License-Identifier: Apache-2.0
#include "base/text_list.h"

#include <gtest/gtest.h>

#include <string>

namespace xb {
namespace {

TEST(TextListTest, KeepsTextsApart) {
  TextList list;
  EXPECT_TRUE(list.empty());
  list.Add("ab");
  list.Add("");
  list.Add(std::string("c\0d", 3));
  ASSERT_EQ(list.size(), 3u);
  EXPECT_EQ(list[0], "ab");
  EXPECT_EQ(list[1], "");
  EXPECT_EQ(list[2], std::string_view("c\0d", 3));
}

TEST(TextListTest, EqualsWhatHasTheSameTexts) {
  EXPECT_EQ((TextList{"ab", "c"}), (TextList{"ab", "c"}));
  EXPECT_NE((TextList{"ab", "c"}), (TextList{"a", "bc"}));
  EXPECT_NE((TextList{"ab"}), (TextList{"ab", ""}));
}

}  // namespace
}  // namespace xb
