// SPDX-License-Identifier: Apache-2.0
#include "cli/build_environment.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/hash.h"
#include "os/environment.h"

namespace xb {
namespace {

// The test's own variable, however the process was started.
class BuildEnvironmentTest : public testing::Test {
 protected:
  BuildEnvironmentTest() { UnsetEnv("SDKROOT"); }
  ~BuildEnvironmentTest() override { UnsetEnv("SDKROOT"); }

  static const VariableDigest* Find(const EnvironmentRecord& environment) {
    for (const VariableDigest& variable : environment.variables) {
      if (variable.name == "SDKROOT") return &variable;
    }
    return nullptr;
  }

  Settings settings_;
};

TEST_F(BuildEnvironmentTest, OnlyWhatIsSetHasAPart) {
  const EnvironmentRecord without = ReadBuildEnvironment(settings_);
  EXPECT_EQ(Find(without), nullptr);
  SetEnv("SDKROOT", "/sdk");
  const EnvironmentRecord with = ReadBuildEnvironment(settings_);
  EXPECT_EQ(with.variables.size(), without.variables.size() + 1);
  ASSERT_NE(Find(with), nullptr);
  EXPECT_EQ(Find(with)->digest, Xxh3("/sdk"));
  EXPECT_NE(with.digest, without.digest);
  EXPECT_EQ(with.digest, EnvironmentDigest(settings_));
}

TEST_F(BuildEnvironmentTest, EmptyIsNotUnset) {
  const EnvironmentRecord without = ReadBuildEnvironment(settings_);
  SetEnv("SDKROOT", "");
  EXPECT_NE(ReadBuildEnvironment(settings_).digest, without.digest);
}

TEST_F(BuildEnvironmentTest, VariablesThatTheSettingsAddCount) {
  SetEnv("AN_OWN_VARIABLE", "1");
  const EnvironmentRecord without = ReadBuildEnvironment(settings_);
  settings_.cache.environment.Set({"SDKROOT", "AN_OWN_VARIABLE"},
                                  Origin::kEnvironment);
  const EnvironmentRecord with = ReadBuildEnvironment(settings_);
  EXPECT_EQ(with.variables.size(), without.variables.size() + 1);
  SetEnv("AN_OWN_VARIABLE", "2");
  EXPECT_NE(EnvironmentDigest(settings_), with.digest);
  UnsetEnv("AN_OWN_VARIABLE");
  EXPECT_EQ(EnvironmentDigest(settings_), without.digest);
}

TEST_F(BuildEnvironmentTest, PartsAreSortedByName) {
  SetEnv("SDKROOT", "/sdk");
  settings_.cache.environment.Set({"ZZZ", "AAA"}, Origin::kEnvironment);
  const EnvironmentRecord environment = ReadBuildEnvironment(settings_);
  EXPECT_TRUE(
      std::ranges::is_sorted(environment.variables, {}, &VariableDigest::name));
}

}  // namespace
}  // namespace xb
