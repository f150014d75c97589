// SPDX-License-Identifier: Apache-2.0
#include "config/toml.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace xb {
namespace {

TomlDocument ParsedToml(std::string text) {
  Result<TomlDocument> parsed = ParseToml("xb.toml", std::move(text));
  if (parsed.ok()) return parsed.Take();
  ADD_FAILURE() << parsed.error().message;
  return {};
}

// `line:column: message`
std::string TomlErrorOf(std::string text) {
  const Result<TomlDocument> parsed = ParseToml("xb.toml", std::move(text));
  if (parsed.ok()) return "no error";
  const Error& error = parsed.error();
  if (!error.position) return error.message;
  return std::to_string(error.position->line) + ":" +
         std::to_string(error.position->column) + ": " + error.message;
}

TEST(TomlTest, EachKindOfValueIsRead) {
  const TomlDocument document = ParsedToml(
      "text = 'a'\ncount = 3\nrate = 1.5\non = true\nday = 2026-01-02\n"
      "list = ['x', 4]\n[table]\ninner = 'b'\n");
  const TomlNode& root = document.root;
  ASSERT_NE(root.Find("text"), nullptr);
  EXPECT_EQ(root.Find("text")->text, "a");
  EXPECT_EQ(root.Find("count")->integer, 3);
  EXPECT_EQ(root.Find("rate")->number, 1.5);
  EXPECT_TRUE(root.Find("on")->boolean);
  EXPECT_EQ(root.Find("day")->kind, TomlNode::Kind::kTime);
  ASSERT_EQ(root.Find("list")->items.size(), 2u);
  EXPECT_EQ(root.Find("list")->items[1].integer, 4);
  EXPECT_EQ(root.Find("table")->Find("inner")->text, "b");
  EXPECT_EQ(root.Find("missing"), nullptr);
}

TEST(TomlTest, KeysKeepTheirOrderAndPlace) {
  const TomlDocument document = ParsedToml("z = 1\n\n  a = 2\n");
  ASSERT_EQ(document.root.items.size(), 2u);
  EXPECT_EQ(document.root.items[0].key, "z");
  EXPECT_EQ(document.root.items[1].key, "a");
  EXPECT_EQ(document.root.items[1].line, 3);
  EXPECT_EQ(document.root.items[1].column, 3);
}

TEST(TomlTest, ColumnsOfErrorsAreBytesOfTheLine) {
  const TomlDocument document = ParsedToml("t = { 'äö' = 1, x = 2 }\n");
  const TomlNode* node = document.root.items[0].Find("x");
  ASSERT_NE(node, nullptr);
  const Error error = document.ErrorAt(*node, "no");
  EXPECT_EQ(error.position->source_line[error.position->column - 1], 'x');
}

TEST(TomlTest, SyntaxErrorsPointAtTheirPlace) {
  const std::string error = TomlErrorOf("jobs = 3\nfreshness = \n");
  EXPECT_TRUE(error.starts_with("2:")) << error;
  const std::string twice = TomlErrorOf("a = 1\na = 2\n");
  EXPECT_TRUE(twice.starts_with("2:")) << twice;
}

TEST(TomlTest, KeyOfTooManyPartsIsAnError) {
  std::string key = "a";
  for (int i = 0; i < 40; ++i) key += ".a";
  EXPECT_EQ(TomlErrorOf("x = 1\n" + key + " = 1\n"),
            "2:1: a key has too many parts");
  EXPECT_EQ(TomlErrorOf("[" + key + "]\n"), "1:1: a key has too many parts");
}

TEST(TomlTest, DotsInStringsAndCommentsAreNoParts) {
  const std::string dots(100, '.');
  ParsedToml("a = \"\\\"" + dots + "\"\nb = '" + dots + "' # " + dots +
             "\nc = \"\"\"\n" + dots + "\n\"\"\"\nd = '''" + dots + "'''\n");
}

TEST(TomlTest, DeepBracketsAreAnError) {
  EXPECT_NE(TomlErrorOf("a = " + std::string(100000, '[')), "no error");
}

}  // namespace
}  // namespace xb
