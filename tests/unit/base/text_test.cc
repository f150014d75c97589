// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"

#include <gtest/gtest.h>

#include <string>

namespace xb {
namespace {

TEST(TextTest, ShellEscapeLeavesSafeWordsAlone) {
  EXPECT_EQ(ShellEscape("some/sensible/path-1+2_X.c++"),
            "some/sensible/path-1+2_X.c++");
  EXPECT_EQ(ShellEscape(""), "");
}

TEST(TextTest, ShellEscapeQuotesTheRest) {
  EXPECT_EQ(ShellEscape("a b"), "'a b'");
  EXPECT_EQ(ShellEscape("it's"), "'it'\\''s'");
  EXPECT_EQ(ShellEscape("'"), "''\\'''");
  EXPECT_EQ(ShellEscape("$x\"`\\"), "'$x\"`\\'");
  EXPECT_EQ(ShellEscape("a:b"), "'a:b'");
  EXPECT_EQ(ShellEscape("\xc3\xbc"), "'\xc3\xbc'");
}

TEST(TextTest, AppendShellEscapedAppends) {
  std::string line = "cat ";
  AppendShellEscaped("a b", &line);
  EXPECT_EQ(line, "cat 'a b'");
}

TEST(TextTest, JsonEscapeEscapesWhatMustBe) {
  EXPECT_EQ(JsonEscape("plain /\xc3\xbc\x7f"), "plain /\xc3\xbc\x7f");
  EXPECT_EQ(JsonEscape("\"\\\b\f\n\r\t"), "\\\"\\\\\\b\\f\\n\\r\\t");
  EXPECT_EQ(JsonEscape(std::string("\0\x1b\x1f", 3)), "\\u0000\\u001b\\u001f");
}

TEST(TextTest, SplitKeepsEmptyPieces) {
  using Pieces = std::vector<std::string_view>;
  EXPECT_EQ(Split("a,b", ','), (Pieces{"a", "b"}));
  EXPECT_EQ(Split(",a,,", ','), (Pieces{"", "a", "", ""}));
  EXPECT_EQ(Split("", ','), (Pieces{""}));
}

TEST(TextTest, IsDigitsWantsAtLeastOne) {
  EXPECT_TRUE(IsDigits("0123456789"));
  EXPECT_FALSE(IsDigits(""));
  EXPECT_FALSE(IsDigits("1a"));
  EXPECT_FALSE(IsDigits("-1"));
}

TEST(TextTest, ParseUint64TakesWholeNumbersThatFit) {
  EXPECT_EQ(ParseUint64("0"), 0u);
  EXPECT_EQ(ParseUint64("18446744073709551615"), UINT64_MAX);
  EXPECT_EQ(ParseUint64("18446744073709551616"), std::nullopt);
  EXPECT_EQ(ParseUint64(""), std::nullopt);
  EXPECT_EQ(ParseUint64("12 "), std::nullopt);
  EXPECT_EQ(ParseUint64("+1"), std::nullopt);
  EXPECT_EQ(ParseUint64("-1"), std::nullopt);
}

}  // namespace
}  // namespace xb
