// SPDX-License-Identifier: Apache-2.0
#include "manifest/project/facts.h"

#include <gtest/gtest.h>

#include "support/fake_project_world.h"

namespace xb::project {
namespace {

Facts SomeFacts() {
  Facts facts;
  facts.key = "key";
  facts.option_names = {"tls"};
  facts.chosen = {{"tls", "true"}};
  facts.profiles = {"dev"};
  facts.files["xb.toml"] = {.stat = {}, .digest = {1, 2}};
  facts.environment = {{"CC", std::nullopt}, {"AR", "ar"}};
  facts.programs = {{"cc", "/bin/cc"}};
  facts.listings[{"src", "*.c", ListingQuery::Wanted::kFiles}].digest = 7;
  facts.build_dir = "build";
  facts.tests = {"t"};
  facts.programs_made = {{"t", "t-file"}};
  return facts;
}

TEST(FactsTest, AreReadAsTheyWereWritten) {
  const Facts facts = SomeFacts();
  const auto read = Facts::Decode(facts.Encode());
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->Encode(), facts.Encode());
  EXPECT_EQ(read->environment, facts.environment);
}

TEST(FactsTest, AnyDamageMakesThemNothing) {
  const std::string bytes = SomeFacts().Encode();
  for (size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    EXPECT_FALSE(Facts::Decode(damaged).has_value()) << i;
    EXPECT_FALSE(Facts::Decode(bytes.substr(0, i)).has_value()) << i;
  }
}

TEST(FactsTest, AnotherVariableOrProgramMakesThemStale) {
  FakeProjectWorld world;
  Facts facts;
  NotingWorld noting(world, &facts);
  EXPECT_FALSE(noting.GetEnv("CC").has_value());
  EXPECT_TRUE(noting.FindProgram("cc").has_value());
  EXPECT_EQ(CheckFacts(world, &facts).value(), FactsState::kHold);
  world.environment["CC"] = "clang";
  EXPECT_EQ(CheckFacts(world, &facts).value(), FactsState::kStale);
  world.environment.clear();
  world.missing = {"cc"};
  EXPECT_EQ(CheckFacts(world, &facts).value(), FactsState::kStale);
}

TEST(FactsTest, AFileThatIsWrittenAgainWithItsTextIsNoChange) {
  FakeProjectWorld world;
  world.Add("xb.toml", "text");
  Facts facts;
  NotingWorld noting(world, &facts);
  ASSERT_TRUE(noting.NoteFile("xb.toml").ok());
  world.Add("xb.toml", "text");
  EXPECT_EQ(CheckFacts(world, &facts).value(), FactsState::kHoldAnew);
  EXPECT_EQ(CheckFacts(world, &facts).value(), FactsState::kHold);
  world.Add("xb.toml", "other");
  EXPECT_EQ(CheckFacts(world, &facts).value(), FactsState::kStale);
}

}  // namespace
}  // namespace xb::project
