// SPDX-License-Identifier: Apache-2.0
#include "cli/as_make.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "os/system.h"

namespace xb {
namespace {

using MakeWords = std::vector<std::string>;

TEST(AsMakeTest, TheNameMakeMeansMake) {
  const auto call = AsMake({"/usr/bin/gmake", "-k", "all"});
  ASSERT_TRUE(call.has_value());
  EXPECT_EQ(call->program, "gmake");
  EXPECT_EQ(call->command, "/usr/bin/gmake");
  EXPECT_EQ(call->arguments, MakeWords({"-k", "all"}));
}

TEST(AsMakeTest, TheWordMakeMeansMakeOnlyInFront) {
  const auto call = AsMake({"/opt/xb", "make", "all"});
  ASSERT_TRUE(call.has_value());
  EXPECT_EQ(call->program, "make");
  EXPECT_EQ(call->command, "/opt/xb make");
  EXPECT_EQ(call->arguments, MakeWords({"all"}));
  EXPECT_FALSE(AsMake({"xb", "all", "make"}).has_value());
  EXPECT_FALSE(AsMake({"xb"}).has_value());
  EXPECT_FALSE(AsMake({"ninja", "make"}).has_value());
}

// A make below starts it from another directory.
TEST(AsMakeTest, ARelativeProgramIsFoundFromEverywhere) {
  const auto directory = CurrentDirectory();
  ASSERT_TRUE(directory.ok());
  const auto call = AsMake({"bin/xb", "make"});
  ASSERT_TRUE(call.has_value());
  EXPECT_EQ(call->command, directory.value() + "/bin/xb make");
  EXPECT_EQ(AsMake({"xb", "make"})->command, "xb make");
}

TEST(AsMakeTest, FlagsBecomeOptionsOfMake) {
  Settings settings;
  settings.manifest.value = "Makefile";
  settings.jobs.Set(3, Origin::kFlag);
  settings.failures_allowed.Set(10, Origin::kFlag);
  settings.dry_run.Set(true, Origin::kFlag);
  settings.targets = {"all", "X=1"};
  const MakeCall call = MakeCallFor(settings, "/opt/xb").Take();
  EXPECT_EQ(call.program, "xb");
  EXPECT_EQ(call.command, "/opt/xb make");
  EXPECT_EQ(call.arguments, MakeWords({"-j3", "-k", "-n", "-f", "Makefile",
                                       "--", "all", "X=1"}));
}

TEST(AsMakeTest, VariablesAreDefinitions) {
  Settings settings;
  settings.manifest.value = "Makefile";
  settings.variables.push_back({"CFLAGS", "-O0", "-g"});
  EXPECT_EQ(MakeCallFor(settings, "xb").Take().arguments,
            MakeWords({"-f", "Makefile", "--", "CFLAGS=-O0 -g"}));
  settings.variables.push_back({"LDFLAGS", std::nullopt, "-g"});
  EXPECT_FALSE(MakeCallFor(settings, "xb").ok());
}

// A make above may have a say in it.
TEST(AsMakeTest, JobsThatNoFlagSaysAreOnlyADefault) {
  Settings settings;
  settings.jobs.value = 6;
  const MakeCall call = MakeCallFor(settings, "/opt/xb").Take();
  EXPECT_EQ(call.default_jobs, 6);
  EXPECT_EQ(call.arguments[0], "-f");
}

}  // namespace
}  // namespace xb
