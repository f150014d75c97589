// SPDX-License-Identifier: Apache-2.0
#include "manifest/make/options.h"

#include <gtest/gtest.h>

namespace xb::make {
namespace {

Options Parse(const std::vector<std::string>& arguments) {
  Options options;
  EXPECT_TRUE(
      ParseArguments(arguments, OptionSource::kCommandLine, &options).ok());
  return options;
}

TEST(MakeOptionsTest, LettersStandTogether) {
  const Options options = Parse({"-knj4", "all", "X=1", "-C", "d"});
  EXPECT_TRUE(options.keep_going && options.dry_run);
  EXPECT_EQ(options.jobs, 4);
  EXPECT_EQ(options.goals, std::vector<std::string>{"all"});
  EXPECT_EQ(options.definitions, std::vector<std::string>{"X=1"});
  EXPECT_EQ(options.directories, std::vector<std::string>{"d"});
}

TEST(MakeOptionsTest, NumberMayFollowTheLetter) {
  EXPECT_EQ(Parse({"-j", "3"}).jobs, 3);
  // A goal is no number.
  EXPECT_EQ(Parse({"-j", "all"}).jobs, 0);
}

TEST(MakeOptionsTest, FlagsSurviveTheEnvironment) {
  Options options = Parse({"-ks", "-j2", "--trace", "-I", "inc", "Z=a b"});
  const std::string flags =
      EncodeMakeflags(options, false) + " -- " + EncodeDefinitions(options);
  EXPECT_EQ(flags, "ks -Iinc -j2 --trace -- Z=a\\ b");
  Options again;
  ASSERT_TRUE(ParseMakeflags(flags, OptionSource::kEnvironment, &again).ok());
  EXPECT_EQ(EncodeMakeflags(again, false), EncodeMakeflags(options, false));
  EXPECT_EQ(again.definitions, options.definitions);
}

TEST(MakeOptionsTest, UnknownOptionIsAnErrorOnlyOnTheCommandLine) {
  Options options;
  EXPECT_FALSE(
      ParseArguments({"--nothing"}, OptionSource::kCommandLine, &options).ok());
  EXPECT_TRUE(
      ParseArguments({"--nothing"}, OptionSource::kEnvironment, &options).ok());
}

// Else a blank in a name would make an option of what follows.
TEST(MakeOptionsTest, WhatIsPassedOnIsQuoted) {
  Options options;
  ASSERT_TRUE(ParseArguments({"-Ia -k", "--eval=X := $(Y) \\"},
                             OptionSource::kCommandLine, &options)
                  .ok());
  const std::string flags = EncodeMakeflags(options, false);
  EXPECT_EQ(flags, " -Ia\\ -k --eval=X\\ :=\\ $$(Y)\\ \\\\");
  Options below;
  ASSERT_TRUE(
      ParseMakeflags(" -Ia\\ -k", OptionSource::kEnvironment, &below).ok());
  EXPECT_FALSE(below.keep_going);
  EXPECT_EQ(below.include_dirs, std::vector<std::string>({"a -k"}));
}

}  // namespace
}  // namespace xb::make
