// SPDX-License-Identifier: Apache-2.0
#include "engine/durations.h"

#include <gtest/gtest.h>

#include <string>

#include "support/build_fixture.h"

namespace xb {
namespace {

class DurationsTest : public testing::Test {
 protected:
  static constexpr char kManifest[] =
      "rule link\n  command = link $in > $out\n"
      "build a: cat a-in\nbuild b: cat b-in\nbuild c: cat c-in\n"
      "build app: link a b c\nbuild app2: link a b c\n"
      "build all: phony app app2\n";

  DurationsTest() {
    for (const char* path : {"a-in", "b-in", "c-in"}) f.Write(path, "xx");
  }
  void Took(const std::string& path, int start_ms, int end_ms) {
    f.log[path] = {.start_ms = start_ms, .end_ms = end_ms};
  }
  // Of all edges.
  void Predict() {
    build = f.Load();
    ASSERT_TRUE(build->Want({"all"}).ok());
    durations = PredictDurations(build->overlay, build->log, f.disk,
                                 build->plan.edges());
  }
  int64_t Ms(const std::string& path) {
    return durations.ms[Index(build->EdgeOf(path))];
  }
  bool IsMeasured(const std::string& path) {
    return durations.measured[Index(build->EdgeOf(path))];
  }

  BuildFixture f{kManifest};
  std::unique_ptr<LoadedBuild> build;
  Durations durations;
};

TEST_F(DurationsTest, TheLogKnows) {
  Took("a", 1000, 1250);
  Predict();
  EXPECT_EQ(Ms("a"), 250);
  EXPECT_TRUE(IsMeasured("a"));
  EXPECT_FALSE(IsMeasured("b"));
}

TEST_F(DurationsTest, NoEdgeTookNoTime) {
  Took("a", 7, 7);
  Predict();
  EXPECT_EQ(Ms("a"), 1);
  EXPECT_TRUE(IsMeasured("a"));
}

TEST_F(DurationsTest, InvalidatedEntryMeasuredNothing) {
  f.log["a"] = LogEntry{};
  Predict();
  EXPECT_FALSE(IsMeasured("a"));
}

TEST_F(DurationsTest, EntryThatEndsBeforeItStartsDoesNoHarm) {
  Took("a", 900, 100);
  Predict();
  EXPECT_EQ(Ms("a"), 1);
}

TEST_F(DurationsTest, PhonyEdgeTakesNoTime) {
  Predict();
  EXPECT_EQ(Ms("all"), 0);
  EXPECT_FALSE(IsMeasured("all"));
}

TEST_F(DurationsTest, NewEdgeTakesTheMedianOfItsRule) {
  Took("a", 0, 10);
  Took("b", 0, 30);
  Took("app", 0, 5000);
  Predict();
  EXPECT_EQ(Ms("c"), 30);
  EXPECT_EQ(Ms("app2"), 5000);
}

TEST_F(DurationsTest, WithoutAnyMeasuredAllRulesAreAlike) {
  Predict();
  EXPECT_EQ(Ms("a"), Ms("app"));
  EXPECT_GT(Ms("a"), 0);
}

TEST_F(DurationsTest, LargerSourceTakesLongerInProportion) {
  f.Write("a-in", std::string(100, 'x'));
  f.Write("b-in", std::string(200, 'x'));
  f.Write("c-in", std::string(300, 'x'));
  Predict();
  EXPECT_EQ(Ms("a") * 2, Ms("b"));
  EXPECT_EQ(Ms("a") * 3, Ms("c"));
}

TEST_F(DurationsTest, ProportionHasItsLimits) {
  f.Write("a-in", "x");
  f.Write("b-in", std::string(1'000, 'x'));
  f.Write("c-in", std::string(1'000'000, 'x'));
  Predict();
  EXPECT_EQ(Ms("a"), Ms("b") / 8);
  EXPECT_EQ(Ms("c"), Ms("b") * 8);
}

TEST_F(DurationsTest, SourcesOfMeasuredEdgesAreNotLookedAt) {
  for (const char* path : {"a", "b", "c", "app", "app2"}) Took(path, 0, 10);
  build = f.Load();
  ASSERT_TRUE(build->Want({"all"}).ok());
  f.disk.ResetCounts();
  PredictDurations(build->overlay, build->log, f.disk, build->plan.edges());
  EXPECT_EQ(f.disk.stat_count(), 0);
}

TEST_F(DurationsTest, SourceThatCannotBeLookedAtIsAverage) {
  build = f.Load();
  ASSERT_TRUE(build->Want({"all"}).ok());
  f.disk.Fail("a-in", "Input/output error");
  durations =
      PredictDurations(build->overlay, build->log, f.disk, build->plan.edges());
  EXPECT_EQ(Ms("a"), Ms("b"));
}

}  // namespace
}  // namespace xb
