// SPDX-License-Identifier: Apache-2.0
#include "tools/run_comparison.h"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

namespace xb {
namespace {

constexpr Hash128 kOne{.low = 1, .high = 1};
constexpr Hash128 kTwo{.low = 2, .high = 2};

TEST(RunComparisonTest, InputsThatChangedCameAndWent) {
  const std::vector<ContentOfInput> before = {
      {"same", kOne}, {"edited", kOne}, {"gone", kOne}};
  const std::vector<ContentOfInput> after = {
      {"fresh", kTwo}, {"edited", kTwo}, {"same", kOne}};
  EXPECT_EQ(CompareInputs(before, after),
            (std::vector<InputChange>{{"fresh", std::nullopt, kTwo},
                                      {"edited", kOne, kTwo},
                                      {"gone", kOne, std::nullopt}}));
}

TEST(RunComparisonTest, InputNamedTwiceIsOneInput) {
  const std::vector<ContentOfInput> before = {{"a", kOne}, {"a", kOne}};
  const std::vector<ContentOfInput> after = {{"a", kTwo}, {"a", kTwo}};
  EXPECT_EQ(CompareInputs(before, after),
            (std::vector<InputChange>{{"a", kOne, kTwo}}));
  EXPECT_TRUE(CompareInputs(before, before).empty());
}

TEST(RunComparisonTest, VariablesThatWereSetUnsetAndChanged) {
  using Kind = VariableChange::Kind;
  const std::vector<VariableDigest> before = {
      {"CPATH", 1}, {"LANG", 1}, {"SDKROOT", 1}};
  const std::vector<VariableDigest> after = {
      {"LANG", 2}, {"LIB", 1}, {"SDKROOT", 1}, {"ZERO_AR_DATE", 1}};
  EXPECT_EQ(CompareVariables(before, after),
            (std::vector<VariableChange>{{"CPATH", Kind::kUnset},
                                         {"LANG", Kind::kChanged},
                                         {"LIB", Kind::kSet},
                                         {"ZERO_AR_DATE", Kind::kSet}}));
  EXPECT_TRUE(CompareVariables(before, before).empty());
}

}  // namespace
}  // namespace xb
