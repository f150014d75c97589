// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/build_fixture.h"

namespace xb {
namespace {

using PlanPaths = std::vector<std::string>;

std::string Numbered(const std::string& prefix, int i) {
  return prefix + std::to_string(i);
}

// The log knows that making `path` took so long.
void Took(BuildFixture& f, const std::string& path, int ms) {
  f.log[path] = {.start_ms = 0, .end_ms = ms};
}

// Wants `targets` and carries the plan out, every command being a success.
// Returns the first outputs in the order of starting.
PlanPaths CarryOut(BuildFixture& f, const PlanPaths& targets) {
  const auto build = f.Load();
  EXPECT_TRUE(build->Want(targets).ok());
  Plan& plan = build->plan;
  EXPECT_TRUE(plan.Prepare(PredictDurations(build->overlay, build->log, f.disk,
                                            plan.edges()))
                  .ok());
  PlanPaths started;
  while (plan.has_ready()) {
    const EdgeId edge = plan.NextReady();
    started.emplace_back(
        build->overlay.PathOf(build->overlay.graph().Outputs(edge)[0]));
    EXPECT_TRUE(plan.Succeeded(edge).ok());
  }
  EXPECT_FALSE(plan.has_work());
  return started;
}

TEST(PlanTest, NamesProducersBeforeTheirReaders) {
  BuildFixture f(
      "build out: cat b a\nbuild a: cat c\nbuild b: cat c\n"
      "build c: cat in\n");
  f.Write("in");
  const auto build = f.Load();
  ASSERT_TRUE(build->Want({"out"}).ok());
  PlanPaths order;
  for (const EdgeId edge : build->plan.edges()) {
    order.emplace_back(
        build->overlay.PathOf(build->overlay.graph().Outputs(edge)[0]));
  }
  EXPECT_EQ(order, PlanPaths({"c", "b", "a", "out"}));
}

TEST(PlanTest, CountsCommandsButNotPhonyEdges) {
  BuildFixture f("build a: cat in\nbuild b: cat in\nbuild all: phony a b\n");
  f.Write("in");
  const auto build = f.Load();
  ASSERT_TRUE(build->Want({"all"}).ok());
  EXPECT_TRUE(build->plan.has_work());
  EXPECT_EQ(build->plan.command_count(), 2);
}

TEST(PlanTest, OnlyPhonyEdgesAreNoWork) {
  BuildFixture f("build always: phony\nbuild all: phony always in\n");
  f.Write("in");
  const auto build = f.Load();
  ASSERT_TRUE(build->Want({"all"}).ok());
  EXPECT_FALSE(build->plan.has_work());
}

TEST(PlanTest, CountsWhatWasMeasured) {
  BuildFixture f("build a: cat in\nbuild b: cat a\nbuild c: cat in\n");
  f.Write("in");
  Took(f, "a", 30);
  Took(f, "b", 40);
  const auto build = f.Load();
  ASSERT_TRUE(build->Want({"b", "c"}).ok());
  Plan& plan = build->plan;
  ASSERT_TRUE(plan.Prepare(PredictDurations(build->overlay, build->log, f.disk,
                                            plan.edges()))
                  .ok());
  EXPECT_EQ(plan.measured_count(), 2);
  EXPECT_EQ(plan.measured_ms(), 70);
  EXPECT_EQ(plan.MeasuredMs(build->EdgeOf("b")), 40);
  EXPECT_EQ(plan.MeasuredMs(build->EdgeOf("c")), -1);
}

TEST(PlanTest, MeasuredWorkThatIsPrunedIsNotCountedAnyMore) {
  BuildFixture f("build a: keep in\nbuild b: cat a\n");
  f.Write("in");
  f.Build({"b"});
  f.log["a"].end_ms = 30;
  f.log["b"].end_ms = 40;
  f.Touch("in");
  const auto build = f.Load();
  ASSERT_TRUE(build->Want({"b"}).ok());
  Plan& plan = build->plan;
  ASSERT_TRUE(plan.Prepare(PredictDurations(build->overlay, build->log, f.disk,
                                            plan.edges()))
                  .ok());
  const EdgeId edge = plan.NextReady();

  ASSERT_TRUE(plan.Clean(build->Node("a")).ok());
  ASSERT_TRUE(plan.Succeeded(edge).ok());

  EXPECT_EQ(plan.command_count(), 1);
  EXPECT_EQ(plan.measured_ms(), 30);
  EXPECT_FALSE(plan.has_work());
}

// --- Order

TEST(PlanTest, LongestKnownChainStartsFirst) {
  BuildFixture f("build a: cat in\nbuild b: cat in\nbuild c: cat b\n");
  f.Write("in");
  Took(f, "a", 100);
  Took(f, "b", 10);
  Took(f, "c", 200);
  EXPECT_EQ(CarryOut(f, {"a", "c"}), PlanPaths({"b", "c", "a"}));
}

TEST(PlanTest, ChainCountsThroughPhonyEdgesAndOrderOnlyInputs) {
  BuildFixture f(
      "build a: cat in\nbuild b: cat in\nbuild name: phony b\n"
      "build c: cat in || name\n");
  f.Write("in");
  Took(f, "a", 100);
  Took(f, "b", 10);
  Took(f, "c", 200);
  EXPECT_EQ(CarryOut(f, {"a", "c"}), PlanPaths({"b", "c", "a"}));
}

TEST(PlanTest, EqualEdgesStartInTheOrderOfTheManifest) {
  BuildFixture f("build b: cat in\nbuild c: cat in\nbuild a: cat in\n");
  f.Write("in");
  EXPECT_EQ(CarryOut(f, {"a", "b", "c"}), PlanPaths({"b", "c", "a"}));
}

TEST(PlanTest, OnAFirstBuildTheLargerSourceStartsFirst) {
  BuildFixture f("build a: cat small\nbuild b: cat large\n");
  f.Write("small", "x");
  f.Write("large", std::string(1000, 'x'));
  EXPECT_EQ(CarryOut(f, {"a", "b"}), PlanPaths({"b", "a"}));
}

TEST(PlanTest, NewEdgeIsTakenToBeLikeOthersOfItsRule) {
  BuildFixture f(
      "rule slow\n  command = slow $in > $out\n"
      "build a: cat in\nbuild a2: cat in\n"
      "build b: slow in\nbuild b2: slow in\n");
  f.Write("in");
  Took(f, "a2", 10);
  Took(f, "b2", 1000);
  EXPECT_EQ(CarryOut(f, {"a", "b"}), PlanPaths({"b", "a"}));
}

// --- Pools

TEST(PlanTest, PoolLimitsWhatRunsAtOnce) {
  std::string manifest = "pool two\n  depth = 2\n";
  PlanPaths targets;
  for (int i = 0; i < 6; ++i) {
    targets.push_back(Numbered("o", i));
    manifest += "build " + targets.back() + ": cat in\n  pool = two\n";
  }
  BuildFixture f(manifest);
  f.Write("in");
  f.config.jobs = 8;
  EXPECT_EQ(f.Build(targets).ran.size(), 6u);
  EXPECT_EQ(f.runner.most_at_once(), 2u);
}

TEST(PlanTest, EdgesOutsideAPoolDoNotWaitForIt) {
  BuildFixture f(
      "pool one\n  depth = 1\n"
      "build a: cat in\n  pool = one\nbuild b: cat in\n  pool = one\n"
      "build c: cat in\nbuild d: cat in\n");
  f.Write("in");
  f.config.jobs = 8;
  f.Build({"a", "b", "c", "d"});
  EXPECT_EQ(f.runner.most_at_once(), 3u);
}

TEST(PlanTest, PoolGivesItsPlacesToTheLongestChains) {
  BuildFixture f(
      "pool one\n  depth = 1\n"
      "build a: cat in\n  pool = one\nbuild b: cat in\n  pool = one\n"
      "build c: cat in\n  pool = one\nbuild d: cat c\n");
  f.Write("in");
  Took(f, "a", 10);
  Took(f, "b", 20);
  Took(f, "c", 5);
  Took(f, "d", 100);
  EXPECT_EQ(CarryOut(f, {"a", "b", "d"}), PlanPaths({"c", "d", "b", "a"}));
}

TEST(PlanTest, FailureFreesThePlaceInThePool) {
  BuildFixture f(
      "pool one\n  depth = 1\n"
      "build a: cat in\n  pool = one\nbuild b: cat in\n  pool = one\n");
  f.Write("in");
  f.OnFail("cat in > a");
  f.config.failures_allowed = 10;
  EXPECT_EQ(f.Build({"a", "b"}).ran, PlanPaths({"a", "b"}));
}

TEST(PlanTest, ConsoleRunsOneAtATimeBesideOthers) {
  BuildFixture f(
      "build a: cat in\n  pool = console\nbuild b: cat in\n  pool = console\n"
      "build c: cat in\n");
  f.Write("in");
  f.config.jobs = 8;
  f.Build({"a", "b", "c"});
  EXPECT_EQ(f.runner.most_at_once(), 2u);
}

TEST(PlanTest, PoolOfDepthZeroIsNoLimit) {
  BuildFixture f(
      "pool none\n  depth = 0\n"
      "build a: cat in\n  pool = none\nbuild b: cat in\n  pool = none\n");
  f.Write("in");
  f.config.jobs = 8;
  f.Build({"a", "b"});
  EXPECT_EQ(f.runner.most_at_once(), 2u);
}

// --- Readiness

TEST(PlanTest, InputNamedTwiceIsWaitedForOnce) {
  BuildFixture f("build mid: cat in\nbuild out: cat mid mid | mid || mid\n");
  f.Write("in");
  EXPECT_EQ(CarryOut(f, {"out"}), PlanPaths({"mid", "out"}));
}

TEST(PlanTest, DiscoveredInputThatIsDeclaredTooIsWaitedForOnce) {
  BuildFixture f(
      "build header: cat h-in\n"
      "build out: cat in || header\n  depfile = out.d\n  deps = gcc\n");
  f.Write("h-in");
  f.Write("in", "include header");
  f.Build({"out"});
  f.Touch("h-in");
  EXPECT_EQ(CarryOut(f, {"out"}), PlanPaths({"header", "out"}));
}

TEST(PlanTest, ReaderOfTwoOutputsOfOneEdgeRunsOnce) {
  BuildFixture f("build a b: cat in\nbuild out: cat a b\n");
  f.Write("in");
  EXPECT_EQ(CarryOut(f, {"out"}), PlanPaths({"a", "out"}));
}

TEST(PlanTest, TargetsThatShareEdgesRunThemOnce) {
  BuildFixture f("build m: cat in\nbuild a: cat m\nbuild b: cat m\n");
  f.Write("in");
  EXPECT_EQ(CarryOut(f, {"a", "b", "m"}), PlanPaths({"m", "a", "b"}));
}

TEST(PlanTest, PhonyWithoutInputsHoldsNobodyBack) {
  BuildFixture f("build always: phony\nbuild out: cat in | always\n");
  f.Write("in");
  EXPECT_EQ(CarryOut(f, {"out"}), PlanPaths({"out"}));
}

TEST(PlanTest, CleanEdgePassesTheOrderOn) {
  BuildFixture f(
      "build gen: cat in\nbuild lib: cat src || gen\n"
      "build app: cat lib src2\n");
  f.Write("in");
  f.Write("src");
  f.Write("src2");
  f.Build({"app"});
  f.Touch("in");
  f.Touch("src2");
  // `lib` is up to date, yet `app` may only start after `gen`.
  EXPECT_EQ(CarryOut(f, {"app"}), PlanPaths({"gen", "app"}));
}

// --- Size

TEST(PlanTest, DeepChainIsCarriedOut) {
  constexpr int kDepth = 100'000;
  std::string manifest = "build n0: cat in\n";
  for (int i = 1; i < kDepth; ++i) {
    manifest +=
        "build " + Numbered("n", i) + ": cat " + Numbered("n", i - 1) + "\n";
  }
  BuildFixture f(manifest);
  f.Write("in");
  EXPECT_EQ(CarryOut(f, {Numbered("n", kDepth - 1)}).size(), size_t{kDepth});
}

TEST(PlanTest, DeepChainOfPhonyEdgesIsDoneWithItsEnd) {
  constexpr int kDepth = 100'000;
  std::string manifest = "build n0: cat in\n";
  for (int i = 1; i < kDepth; ++i) {
    manifest +=
        "build " + Numbered("n", i) + ": phony " + Numbered("n", i - 1) + "\n";
  }
  BuildFixture f(manifest);
  f.Write("in");
  EXPECT_EQ(CarryOut(f, {Numbered("n", kDepth - 1)}), PlanPaths({"n0"}));
}

TEST(PlanTest, DeepChainIsPruned) {
  constexpr int kDepth = 2'000;
  std::string manifest = "build n0: keep in\n";
  for (int i = 1; i < kDepth; ++i) {
    manifest +=
        "build " + Numbered("n", i) + ": cat " + Numbered("n", i - 1) + "\n";
  }
  BuildFixture f(manifest);
  f.Write("in");
  const PlanPaths target{Numbered("n", kDepth - 1)};
  f.Build(target);
  f.Touch("in");
  EXPECT_EQ(f.Build(target).ran, PlanPaths({"n0"}));
}

// Each of the inputs stops its change; were each to look at all others, this
// would take minutes.
TEST(PlanTest, WideEdgeBehindManyUnchangedInputsIsPruned) {
  constexpr int kWidth = 5'000;
  std::string manifest = "build all: cat";
  for (int i = 0; i < kWidth; ++i) manifest += " " + Numbered("o", i);
  manifest += "\n";
  for (int i = 0; i < kWidth; ++i) {
    manifest += "build " + Numbered("o", i) + ": keep in\n";
  }
  BuildFixture f(manifest);
  f.Write("in");
  f.config.jobs = 100;
  f.Build({"all"});
  f.Touch("in");
  f.disk.ResetCounts();

  EXPECT_EQ(f.Build({"all"}).ran.size(), size_t{kWidth});

  // The scan, the estimate of durations, and the restat of every output.
  EXPECT_LT(f.disk.stat_count(), 4 * kWidth);
}

}  // namespace
}  // namespace xb
