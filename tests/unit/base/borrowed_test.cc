// SPDX-License-Identifier: Apache-2.0
#include "base/borrowed.h"

#include <gtest/gtest.h>

#include <vector>

namespace xb {
namespace {

std::vector<int> Copy(std::span<const int> values) {
  return {values.begin(), values.end()};
}

TEST(CowVectorTest, ReadsWhatWasLentInPlace) {
  const std::vector<int> lender = {1, 2, 3};
  const CowVector<int> values{std::span<const int>(lender)};
  EXPECT_EQ(values.size(), 3u);
  EXPECT_EQ(&values[0], &lender[0]);
}

TEST(CowVectorTest, AChangeLeavesTheLenderAlone) {
  const std::vector<int> lender = {1, 2, 3};
  CowVector<int> values{std::span<const int>(lender)};
  values.Mutable()[1] = 7;
  values.Mutable().push_back(4);
  EXPECT_EQ(Copy(values.view()), (std::vector<int>{1, 7, 3, 4}));
  EXPECT_EQ(lender, (std::vector<int>{1, 2, 3}));
}

TEST(CowVectorTest, ClearForgetsWhatWasLent) {
  const std::vector<int> lender = {1};
  CowVector<int> values{std::span<const int>(lender)};
  values.clear();
  EXPECT_TRUE(values.empty());
  values.Mutable().push_back(2);
  EXPECT_EQ(Copy(values.view()), std::vector<int>{2});
}

TEST(CowVectorTest, NothingLentIsEmpty) {
  const std::span<const int> nothing;
  CowVector<int> values{nothing};
  EXPECT_TRUE(values.empty());
  values.Mutable().push_back(2);
  EXPECT_EQ(values.size(), 1u);
}

TEST(AppendVectorTest, SlicesComeFromBothParts) {
  const std::vector<int> lender = {1, 2, 3};
  AppendVector<int> values{std::span<const int>(lender)};
  values.Append(4);
  values.Append(std::span<const int>(lender));
  EXPECT_EQ(values.size(), 7u);
  EXPECT_EQ(values.Slice(1, 2).data(), &lender[1]);
  EXPECT_EQ(Copy(values.Slice(3, 1)), std::vector<int>{4});
  EXPECT_EQ(Copy(values.Slice(4, 3)), lender);
  EXPECT_TRUE(values.Slice(3, 0).empty());
  EXPECT_TRUE(values.Slice(7, 0).empty());
}

TEST(AppendVectorTest, ShrinkTakesBackWhatWasAppended) {
  const std::vector<int> lender = {1, 2};
  AppendVector<int> values{std::span<const int>(lender)};
  values.Append(3);
  values.Append(4);
  values.Shrink(3);
  EXPECT_EQ(Copy(values.own()), std::vector<int>{3});
  values.Shrink(2);
  EXPECT_EQ(values.size(), 2u);
  EXPECT_EQ(values.lent().size(), 2u);
}

TEST(AppendVectorTest, ClearForgetsWhatWasLent) {
  const std::vector<int> lender = {1, 2};
  AppendVector<int> values{std::span<const int>(lender)};
  values.Clear();
  EXPECT_EQ(values.size(), 0u);
  values.Append(5);
  EXPECT_EQ(Copy(values.Slice(0, 1)), std::vector<int>{5});
}

}  // namespace
}  // namespace xb
