// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/build_fixture.h"

namespace xb {
namespace {

using Paths = std::vector<std::string>;

// Says why `path` would be built; empty when it is up to date.
std::string Why(BuildFixture& f, const std::string& path) {
  const auto build = f.Load();
  const Status wanted = build->Want({path});
  if (!wanted.ok()) return wanted.error().message;
  return build->IsDirty(path) ? build->reasons.FirstOf(build->EdgeOf(path))
                              : "";
}

// A fixture whose `in` exists and whose `targets` were built.
void BuildOnce(BuildFixture& f, const Paths& targets) {
  f.Write("in", "1");
  const BuildReport report = f.Build(targets);
  ASSERT_EQ(report.error, "");
  ASSERT_EQ(report.result.exit_status, 0) << report.output;
}

TEST(ScanTest, NothingIsDirtyAfterABuild) {
  BuildFixture f("build mid: cat in\nbuild out: cat mid\n");
  BuildOnce(f, {"out"});
  EXPECT_FALSE(f.Build({"out"}).had_work);
}

TEST(ScanTest, MissingOutputIsDirty) {
  BuildFixture f("build out: cat in\n");
  BuildOnce(f, {"out"});
  f.Remove("out");
  EXPECT_EQ(Why(f, "out"), "output out doesn't exist");
}

TEST(ScanTest, MissingImplicitOutputDirtiesTheWholeEdge) {
  BuildFixture f("build out | side: cat in\n  command = two\n");
  f.On("two", [](FakeDisk& disk) {
    disk.Create("out");
    disk.Create("side");
    return ProcessResult();
  });
  BuildOnce(f, {"out"});
  f.Remove("side");
  EXPECT_EQ(Why(f, "out"), "output side doesn't exist");
}

TEST(ScanTest, OlderOutputIsDirty) {
  BuildFixture f("build out: cat in\n");
  BuildOnce(f, {"out"});
  f.Touch("in");
  EXPECT_TRUE(Why(f, "out").starts_with(
      "output out older than most recent input in ("));
}

TEST(ScanTest, SameTimeIsNotOlder) {
  BuildFixture f("build out: cat in\n");
  BuildOnce(f, {"out"});
  f.disk.SetMtime("in", f.disk.MtimeOf("out"));
  f.log["out"].mtime_ns = f.disk.MtimeOf("out");
  EXPECT_EQ(Why(f, "out"), "");
}

TEST(ScanTest, ImplicitInputDirties) {
  BuildFixture f("build out: cat in | extra\n");
  f.Write("extra");
  BuildOnce(f, {"out"});
  f.Touch("extra");
  EXPECT_NE(Why(f, "out"), "");
}

TEST(ScanTest, OrderOnlyInputDoesNotDirtyEvenWhenNewer) {
  BuildFixture f("build out: cat in || extra\n");
  f.Write("extra");
  BuildOnce(f, {"out"});
  f.Touch("extra");
  EXPECT_EQ(Why(f, "out"), "");
}

TEST(ScanTest, DirtyOrderOnlyInputIsBuiltAlone) {
  BuildFixture f("build first: cat in\nbuild out: cat in || first\n");
  BuildOnce(f, {"out"});
  f.Remove("first");
  EXPECT_EQ(f.Build({"out"}).ran, Paths({"first"}));
}

TEST(ScanTest, DirtyInputDirtiesItsReaders) {
  BuildFixture f("build mid: cat in\nbuild out: cat mid\n");
  BuildOnce(f, {"out"});
  f.Remove("mid");
  EXPECT_EQ(Why(f, "out"), "mid is dirty");
}

TEST(ScanTest, ChangedCommandDirties) {
  BuildFixture f("build out: cat in\n");
  BuildOnce(f, {"out"});
  f.SetManifest("build out: cat in\n  command = other\n");
  EXPECT_EQ(Why(f, "out"), "command line changed for out");
}

TEST(ScanTest, ChangedResponseFileDirties) {
  const std::string edge = "build out: cat in\n  rspfile = out.rsp\n";
  BuildFixture f(edge + "  rspfile_content = a\n");
  BuildOnce(f, {"out"});
  f.SetManifest(edge + "  rspfile_content = b\n");
  EXPECT_EQ(Why(f, "out"), "command line changed for out");
}

TEST(ScanTest, OutputWithoutALogEntryIsDirty) {
  BuildFixture f("build out: cat in\n");
  BuildOnce(f, {"out"});
  f.log.clear();
  EXPECT_EQ(Why(f, "out"), "command line not found in log for out");
}

TEST(ScanTest, GeneratorIgnoresItsCommandAndTheLog) {
  BuildFixture f("build out: cat in\n  generator = 1\n");
  BuildOnce(f, {"out"});
  f.SetManifest("build out: cat in\n  generator = 1\n  command = other\n");
  EXPECT_EQ(Why(f, "out"), "");
  f.log.clear();
  EXPECT_EQ(Why(f, "out"), "");
}

TEST(ScanTest, GeneratorObeysTimes) {
  BuildFixture f("build out: cat in\n  generator = 1\n");
  BuildOnce(f, {"out"});
  f.Touch("in");
  EXPECT_NE(Why(f, "out"), "");
}

TEST(ScanTest, InputThatChangedWhileTheCommandRanDirties) {
  BuildFixture f("build out: cat in\n");
  f.On("cat in > out", [](FakeDisk& disk) {
    disk.Create("in", "2");
    disk.Tick();
    disk.Create("out", "made of 1");
    return ProcessResult();
  });
  BuildOnce(f, {"out"});
  EXPECT_TRUE(Why(f, "out").starts_with(
      "recorded mtime of out older than most recent input in ("));
}

TEST(ScanTest, MissingSourceIsAnError) {
  BuildFixture f("build out: cat in\n");
  EXPECT_EQ(Why(f, "out"),
            "'in', needed by 'out', missing and no known rule to make it");
}

TEST(ScanTest, MissingSourceNamesTheOutputThatWasAskedFor) {
  BuildFixture f("build a b: cat in\nbuild out: cat b\n");
  EXPECT_EQ(Why(f, "out"),
            "'in', needed by 'b', missing and no known rule to make it");
}

TEST(ScanTest, MissingSourceAsATargetIsAnError) {
  BuildFixture f("build out: cat in\n");
  const auto build = f.Load();
  const Status wanted = build->Want({"in"});
  ASSERT_FALSE(wanted.ok());
  EXPECT_EQ(wanted.error().message,
            "'in' missing and no known rule to make it");
}

TEST(ScanTest, UnreadableFileIsAnError) {
  BuildFixture f("build out: cat in\n");
  f.Write("in");
  f.disk.Fail("in", "Permission denied");
  EXPECT_EQ(Why(f, "out"), "stat(in): Permission denied");
}

// --- Phony

TEST(ScanTest, PhonyStandsForTheNewestOfItsInputs) {
  BuildFixture f("build name: phony in\nbuild out: cat in | name\n");
  BuildOnce(f, {"out"});
  EXPECT_EQ(Why(f, "out"), "");
  f.Touch("in");
  EXPECT_TRUE(Why(f, "out").starts_with("output out older than most recent"));
}

TEST(ScanTest, PhonyOfPhonyPassesTimesOn) {
  BuildFixture f(
      "build one: phony extra\nbuild two: phony one\n"
      "build out: cat in | two\n");
  f.Write("extra");
  BuildOnce(f, {"out"});
  f.Touch("extra");
  EXPECT_TRUE(Why(f, "out").starts_with(
      "output out older than most recent input two ("));
}

TEST(ScanTest, PhonyWithoutInputsIsAlwaysDirty) {
  BuildFixture f("build always: phony\nbuild out: cat in | always\n");
  BuildOnce(f, {"out"});
  EXPECT_EQ(Why(f, "out"), "always is dirty");
  EXPECT_EQ(f.Build({"out"}).ran, Paths({"out"}));
}

TEST(ScanTest, PhonyWithoutInputsWhoseFileExistsIsClean) {
  BuildFixture f("build always: phony\nbuild out: cat in | always\n");
  f.Write("always");
  BuildOnce(f, {"out"});
  EXPECT_EQ(Why(f, "out"), "");
}

TEST(ScanTest, PhonyTargetOfCleanInputsIsNoWork) {
  BuildFixture f("build mid: cat in\nbuild all: phony mid\n");
  BuildOnce(f, {"all"});
  EXPECT_FALSE(f.Build({"all"}).had_work);
}

TEST(ScanTest, PhonyWithMissingSourceIsAnError) {
  BuildFixture f("build all: phony gone\n");
  EXPECT_EQ(Why(f, "all"),
            "'gone', needed by 'all', missing and no known rule to make it");
}

// --- Restat

TEST(ScanTest, OldOutputOfARestatEdgeIsJudgedByTheLog) {
  BuildFixture f("build out: keep in\n");
  BuildOnce(f, {"out"});
  const int64_t made = f.disk.MtimeOf("out");
  f.Touch("in");

  EXPECT_EQ(f.Build({"out"}).ran, Paths({"out"}));

  EXPECT_EQ(f.disk.MtimeOf("out"), made) << "nothing changed";
  EXPECT_EQ(Why(f, "out"), "");
}

// --- Discovered inputs

constexpr char kGcc[] = "build out: cat in\n  depfile = out.d\n  deps = gcc\n";
constexpr char kDepfile[] = "build out: cat in\n  depfile = out.d\n";

TEST(ScanTest, DiscoveredInputDirties) {
  for (const char* manifest : {kGcc, kDepfile}) {
    BuildFixture f(manifest);
    f.Write("header");
    f.Write("in", "include header");
    ASSERT_EQ(f.Build({"out"}).ran, Paths({"out"}));
    EXPECT_EQ(Why(f, "out"), "");

    f.Touch("header");

    EXPECT_TRUE(Why(f, "out").starts_with(
        "output out older than most recent input header ("));
  }
}

TEST(ScanTest, MissingDiscoveredInputDirtiesInsteadOfFailing) {
  for (const char* manifest : {kGcc, kDepfile}) {
    BuildFixture f(manifest);
    f.Write("header");
    f.Write("in", "include header");
    f.Build({"out"});
    f.Remove("header");
    EXPECT_EQ(Why(f, "out"), "header is dirty");
  }
}

TEST(ScanTest, MissingDepsDirty) {
  BuildFixture f(kGcc);
  BuildOnce(f, {"out"});
  f.deps.clear();
  EXPECT_EQ(Why(f, "out"), "deps for 'out' are missing");
}

TEST(ScanTest, OutputNewerThanItsDepsIsDirty) {
  BuildFixture f(kGcc);
  BuildOnce(f, {"out"});
  f.Touch("out");
  EXPECT_TRUE(
      Why(f, "out").starts_with("stored deps info out of date for 'out' ("));
}

TEST(ScanTest, MissingOrEmptyDepfileDirties) {
  BuildFixture f(kDepfile);
  BuildOnce(f, {"out"});
  f.Write("out.d");
  EXPECT_EQ(Why(f, "out"), "depfile 'out.d' is missing");
  f.Remove("out.d");
  EXPECT_EQ(Why(f, "out"), "depfile 'out.d' is missing");
}

TEST(ScanTest, DepfileOfAnotherOutputDirties) {
  BuildFixture f(kDepfile);
  BuildOnce(f, {"out"});
  f.Write("out.d", "other: in\n");
  EXPECT_EQ(Why(f, "out"),
            "expected depfile 'out.d' to mention 'out', got 'other'");
}

TEST(ScanTest, DepfileNamesAreMadeCanonical) {
  BuildFixture f(kDepfile);
  f.Write("header");
  BuildOnce(f, {"out"});
  f.Write("out.d", "./out: in x/../header\n");
  EXPECT_EQ(Why(f, "out"), "");
  f.Touch("header");
  EXPECT_NE(Why(f, "out"), "");
}

TEST(ScanTest, DepfileWithAForeignSecondOutputIsAnError) {
  BuildFixture f(kDepfile);
  BuildOnce(f, {"out"});
  f.Write("out.d", "out other: in\n");
  EXPECT_EQ(Why(f, "out"),
            "out.d: depfile mentions 'other' as an output, but no such output "
            "was declared");
}

TEST(ScanTest, DepfileWithoutOutputsIsAnError) {
  BuildFixture f(kDepfile);
  BuildOnce(f, {"out"});
  f.Write("out.d", " \n");
  EXPECT_EQ(Why(f, "out"), "out.d: no outputs declared");
}

TEST(ScanTest, BrokenDepfileIsAnError) {
  BuildFixture f(kDepfile);
  BuildOnce(f, {"out"});
  f.Write("out.d", "no colon here\n");
  EXPECT_TRUE(Why(f, "out").starts_with("out.d: ")) << Why(f, "out");
}

TEST(ScanTest, DiscoveredInputThatAnEdgeMakesIsBuiltFirst) {
  BuildFixture f(
      "build header: cat h-in\n"
      "build out: cat in\n  depfile = out.d\n  deps = gcc\n");
  f.Write("h-in");
  f.Write("in", "include header");
  ASSERT_EQ(f.Build({"header", "out"}).ran, Paths({"header", "out"}));

  f.Touch("h-in");
  f.Touch("in");

  EXPECT_EQ(f.Build({"out"}).ran, Paths({"header", "out"}));
}

// --- Validations

TEST(ScanTest, ValidationIsBuiltWithItsTarget) {
  BuildFixture f("build check: cat in\nbuild out: cat in |@ check\n");
  f.Write("in");
  EXPECT_EQ(f.Build({"out"}).ran, Paths({"check", "out"}));
}

TEST(ScanTest, ValidationIsBuiltThoughItsEdgeIsClean) {
  BuildFixture f("build check: cat in\nbuild out: cat in |@ check\n");
  BuildOnce(f, {"out"});
  f.Remove("check");
  EXPECT_EQ(f.Build({"out"}).ran, Paths({"check"}));
}

TEST(ScanTest, ValidationMayDependOnWhatItValidates) {
  BuildFixture f("build out: cat in |@ check\nbuild check: cat out\n");
  f.Write("in");
  EXPECT_EQ(f.Build({"out"}).ran, Paths({"out", "check"}));
}

TEST(ScanTest, ValidationOfAValidationIsBuilt) {
  BuildFixture f(
      "build out: cat in |@ one\nbuild one: cat in |@ two\n"
      "build two: cat in\n");
  f.Write("in");
  EXPECT_EQ(f.Build({"out"}).ran.size(), 3u);
}

TEST(ScanTest, ValidationOfAnInputIsBuilt) {
  BuildFixture f(
      "build mid: cat in |@ check\nbuild out: cat mid\nbuild check: cat in\n");
  f.Write("in");
  EXPECT_EQ(f.Build({"out"}).ran.size(), 3u);
}

// --- Cycles

TEST(ScanTest, CycleIsToldFromTheNodeThatClosesIt) {
  BuildFixture f("build a b: cat c\nbuild c: cat a\n");
  EXPECT_EQ(Why(f, "b"), "dependency cycle: a -> c -> a");
}

TEST(ScanTest, CycleBehindOtherEdgesIsToldAlone) {
  BuildFixture f(
      "build out: cat mid\nbuild mid: cat a\nbuild a: cat b\n"
      "build b: cat a\n");
  EXPECT_EQ(Why(f, "out"), "dependency cycle: a -> b -> a");
}

TEST(ScanTest, CycleThroughAnOrderOnlyInputIsAnError) {
  BuildFixture f("build a: cat in || b\nbuild b: cat a\n");
  f.Write("in");
  EXPECT_EQ(Why(f, "a"), "dependency cycle: a -> b -> a");
}

TEST(ScanTest, CycleThroughADiscoveredInputIsAnError) {
  BuildFixture f(
      "build a: cat in\n  depfile = a.d\n"
      "build b: cat a\n");
  f.Write("in");
  f.Write("a.d", "a: b\n");
  EXPECT_EQ(Why(f, "a"), "dependency cycle: a -> b -> a");
}

// --- Size

TEST(ScanTest, DeepChainNeedsNoDeepStack) {
  constexpr int kDepth = 100'000;
  std::string manifest = "build n0: cat in\n";
  for (int i = 1; i < kDepth; ++i) {
    manifest += "build n" + std::to_string(i) + ": cat n" +
                std::to_string(i - 1) + "\n";
  }
  BuildFixture f(manifest);
  f.Write("in");
  const auto build = f.Load();

  ASSERT_TRUE(build->Want({"n99999"}).ok());

  EXPECT_EQ(build->plan.command_count(), kDepth);
}

TEST(ScanTest, EachFileIsLookedAtOnce) {
  constexpr int kWidth = 300;
  std::string manifest = "build all: cat";
  for (int i = 0; i < kWidth; ++i) manifest += " o" + std::to_string(i);
  manifest += "\n";
  for (int i = 0; i < kWidth; ++i) {
    manifest += "build o" + std::to_string(i) + ": cat in shared\n";
  }
  BuildFixture f(manifest);
  f.Write("shared");
  f.Write("in");
  const auto build = f.Load();
  f.disk.ResetCounts();

  ASSERT_TRUE(build->Want({"all"}).ok());

  EXPECT_EQ(f.disk.stat_count(), kWidth + 3);
}

TEST(ScanTest, PrefetchLeavesNothingToLookAt) {
  BuildFixture f(std::string(kGcc) + "build end: cat out || extra |@ check\n" +
                 "build check: cat in\n");
  f.Write("extra");
  f.Write("header");
  f.Write("in", "include header");
  f.Build({"end"});
  const auto build = f.Load();
  const NodeId target = build->Node("end");
  ASSERT_TRUE(build->scan.Prefetch(std::span(&target, 1)).ok());
  f.disk.ResetCounts();

  ASSERT_TRUE(build->Want({"end"}).ok());

  EXPECT_EQ(f.disk.stat_count(), 0);
  EXPECT_FALSE(build->plan.has_work());
}

}  // namespace
}  // namespace xb
