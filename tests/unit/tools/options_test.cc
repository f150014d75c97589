// SPDX-License-Identifier: Apache-2.0
#include "tools/options.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "unit/tools/tool_driver.h"

namespace xb {
namespace {

using Words = std::vector<std::string>;

constexpr OptionSpec kLetters[] = {{'h'}, {'s'}, {'v', {}, true}};
constexpr OptionSpec kNames[] = {
    {'h', "help"}, {'p', "print"}, {'q', "prune"}, {'d', "delimiter", true}};

std::string ComplaintAbout(std::span<const OptionSpec> specs,
                           const Words& arguments) {
  StringStream err;
  EXPECT_FALSE(ParseOptions("tool", specs, arguments, err).has_value());
  return err.text;
}

TEST(OptionsTest, OptionsMayStandBehindWords) {
  StringStream err;
  const Words arguments = {"a", "-s", "b"};
  const auto parsed = ParseOptions("tool", kLetters, arguments, err);
  ASSERT_TRUE(parsed.has_value());
  EXPECT_TRUE(parsed->Has('s'));
  EXPECT_EQ(parsed->words, (Words{"a", "b"}));
}

TEST(OptionsTest, TwoDashesEndTheOptions) {
  StringStream err;
  const Words arguments = {"--", "-s", "--"};
  const auto parsed = ParseOptions("tool", kLetters, arguments, err);
  ASSERT_TRUE(parsed.has_value());
  EXPECT_FALSE(parsed->Has('s'));
  EXPECT_EQ(parsed->words, (Words{"-s", "--"}));
}

TEST(OptionsTest, OneDashIsAWord) {
  StringStream err;
  const Words arguments = {"-"};
  const auto parsed = ParseOptions("tool", kLetters, arguments, err);
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(parsed->words, Words{"-"});
}

TEST(OptionsTest, LettersShareADashAndTheLastTakesTheRestAsItsValue) {
  StringStream err;
  const Words arguments = {"-svx", "-v", "y z"};
  const auto parsed = ParseOptions("tool", kLetters, arguments, err);
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(parsed->options, (std::vector<std::pair<char, std::string>>{
                                 {'s', ""}, {'v', "x"}, {'v', "y z"}}));
  EXPECT_EQ(parsed->ValueOf('v'), "y z");
}

TEST(OptionsTest, UnknownLetterAndMissingValueAreComplainedAbout) {
  EXPECT_EQ(ComplaintAbout(kLetters, {"-sz"}), "tool: invalid option -- 'z'\n");
  EXPECT_EQ(ComplaintAbout(kLetters, {"-v"}),
            "tool: option requires an argument -- 'v'\n");
  // Without long names a second dash is a letter.
  EXPECT_EQ(ComplaintAbout(kLetters, {"--s"}), "tool: invalid option -- '-'\n");
}

TEST(OptionsTest, HelpAsksForTheUsageWithoutAComplaint) {
  EXPECT_EQ(ComplaintAbout(kLetters, {"-sh", "-z"}), "");
  EXPECT_EQ(ComplaintAbout(kNames, {"word", "--help"}), "");
}

TEST(OptionsTest, NamesTakeValuesAndMayBeCutShort) {
  StringStream err;
  const Words arguments = {"--del", "a", "--delimiter=b", "--pri"};
  const auto parsed = ParseOptions("tool", kNames, arguments, err);
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(parsed->options, (std::vector<std::pair<char, std::string>>{
                                 {'d', "a"}, {'d', "b"}, {'p', ""}}));
}

TEST(OptionsTest, BadNamesAreComplainedAbout) {
  EXPECT_EQ(ComplaintAbout(kNames, {"--foo=1"}),
            "tool: unrecognized option '--foo=1'\n");
  EXPECT_EQ(ComplaintAbout(kNames, {"--print=1"}),
            "tool: option '--print' doesn't allow an argument\n");
  EXPECT_EQ(ComplaintAbout(kNames, {"--delim"}),
            "tool: option '--delimiter' requires an argument\n");
  EXPECT_EQ(ComplaintAbout(kNames, {"--pr"}),
            "tool: option '--pr' is ambiguous; possibilities: '--print' "
            "'--prune'\n");
}

}  // namespace
}  // namespace xb
