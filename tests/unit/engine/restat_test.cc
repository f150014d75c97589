// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/build_fixture.h"

namespace xb {
namespace {

using RestatLines = std::vector<std::string>;

TEST(RestatTest, UnchangedOutputStopsTheChange) {
  BuildFixture f("build a: keep in\nbuild b: cat a\nbuild c: cat b\n");
  f.Write("in");
  f.Build({"c"});
  f.Touch("in");

  const BuildReport report = f.Build({"c"});

  EXPECT_EQ(report.ran, RestatLines({"a"}));
  EXPECT_EQ(report.result.exit_status, 0);
  EXPECT_FALSE(f.Build({"c"}).had_work);
}

TEST(RestatTest, PlanShrinksByWhatIsPruned) {
  BuildFixture f("build a: keep in\nbuild b: cat a\nbuild c: cat in\n");
  f.Write("in");
  f.Build({"b", "c"});
  f.Touch("in");
  EXPECT_EQ(f.Build({"b", "c"}).events,
            RestatLines({"begin", "plan 3", "start a", "finish a 0", "start c",
                         "plan 2", "finish c 0", "end"}));
}

TEST(RestatTest, ChangedOutputOfARestatEdgeGoesOn) {
  BuildFixture f("build a: keep in\nbuild b: cat a\n");
  f.Write("in", "1");
  f.Build({"b"});
  f.Write("in", "2");
  EXPECT_EQ(f.Build({"b"}).ran, RestatLines({"a", "b"}));
}

TEST(RestatTest, OneUnchangedOutputOfTwoStopsItsOwnReadersOnly) {
  BuildFixture f("build a1 a2: keep in\nbuild b: cat a1\nbuild c: cat a2\n");
  f.Write("in", "1");
  f.Build({"b", "c"});
  f.On("keep in > a1 a2", [](FakeDisk& disk) {
    disk.Create("a1", "new");
    return ProcessResult();
  });
  f.Touch("in");
  EXPECT_EQ(f.Build({"b", "c"}).ran, RestatLines({"a1", "b"}));
}

TEST(RestatTest, EdgeWithAnotherDirtyInputIsNotPruned) {
  BuildFixture f("build a: keep in\nbuild x: cat other\nbuild b: cat a x\n");
  f.Write("in");
  f.Write("other");
  f.Build({"b"});
  f.Touch("in");
  f.Touch("other");
  EXPECT_EQ(f.Build({"b"}).ran, RestatLines({"a", "x", "b"}));
}

TEST(RestatTest, EdgeDirtyByItselfIsNotPruned) {
  BuildFixture f("build a: keep in\nbuild b: cat a\n");
  f.Write("in");
  f.Build({"b"});
  f.Touch("in");
  f.Remove("b");
  EXPECT_EQ(f.Build({"b"}).ran, RestatLines({"a", "b"}));
}

TEST(RestatTest, PrunedEdgeStillWaitsForItsOrderOnlyInput) {
  BuildFixture f(
      "build a: keep in\nbuild slow: cat in\n"
      "build b: cat a || slow\nbuild c: cat b | slow\n");
  f.Write("in");
  f.Build({"c"});
  f.Touch("in");
  f.config.jobs = 8;

  const BuildReport report = f.Build({"c"});

  EXPECT_EQ(report.ran, RestatLines({"a", "slow", "c"}));
}

TEST(RestatTest, UnchangedRestatInputOfARestatEdgePrunesIt) {
  BuildFixture f("build a: keep in\nbuild b: keep a\nbuild c: cat b\n");
  f.Write("in", "1");
  f.Build({"c"});
  f.Touch("in");
  EXPECT_EQ(f.Build({"c"}).ran, RestatLines({"a"}));
  EXPECT_FALSE(f.Build({"c"}).had_work);
}

TEST(RestatTest, PhonyBetweenRestatAndReaderIsPrunedToo) {
  BuildFixture f(
      "build a: keep in\nbuild name: phony a\nbuild b: cat in2 | name\n");
  f.Write("in");
  f.Write("in2");
  f.Build({"b"});
  f.Touch("in");
  EXPECT_EQ(f.Build({"b"}).ran, RestatLines({"a"}));
}

TEST(RestatTest, EdgeWithoutItsDepsIsNotPruned) {
  BuildFixture f(
      "build a: keep in\n"
      "build b: cat a\n  depfile = b.d\n  deps = gcc\n");
  f.Write("in");
  f.Build({"b"});
  f.Touch("in");
  f.deps.clear();
  EXPECT_EQ(f.Build({"b"}).ran, RestatLines({"a", "b"}));
}

TEST(RestatTest, RestatOutputThatIsNotMadeIsNotWaitedFor) {
  BuildFixture f("build a: keep in\nbuild b: cat other || a\n");
  f.Write("in");
  f.Write("other");
  f.On("keep in > a", [](FakeDisk&) { return ProcessResult(); });
  EXPECT_EQ(f.Build({"b"}).result.exit_status, 0);
}

}  // namespace
}  // namespace xb
