// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/build_fixture.h"

namespace xb {
namespace {

using DyndepPaths = std::vector<std::string>;

std::string Dyndep(const std::string& statements) {
  return "ninja_dyndep_version = 1\n" + statements;
}

ptrdiff_t IndexOf(const DyndepPaths& lines, const std::string& line) {
  return std::find(lines.begin(), lines.end(), line) - lines.begin();
}

TEST(DyndepTest, InputThatAFileNamesIsBuiltFirst) {
  BuildFixture f(
      "build out: cat in || dd\n  dyndep = dd\n"
      "build made: cat in\n");
  f.Write("in");
  f.Write("dd", Dyndep("build out: dyndep | made\n"));

  EXPECT_EQ(f.Build({"out"}).ran, DyndepPaths({"made", "out"}));
  EXPECT_FALSE(f.Build({"out"}).had_work);
}

TEST(DyndepTest, ChangeOfADiscoveredInputRebuilds) {
  BuildFixture f("build out: cat in || dd\n  dyndep = dd\n");
  f.Write("in");
  f.Write("extra");
  f.Write("dd", Dyndep("build out: dyndep | extra\n"));
  f.Build({"out"});

  f.Touch("extra");

  EXPECT_EQ(f.Build({"out"}).ran, DyndepPaths({"out"}));
}

TEST(DyndepTest, DiscoveredOutputIsMadeByItsEdge) {
  BuildFixture f(
      "build out: cat in || dd\n  dyndep = dd\n"
      "build reader: cat more\n");
  f.Write("in");
  f.Write("dd", Dyndep("build out | more: dyndep\n"));

  EXPECT_EQ(f.Build({"out", "reader"}).ran, DyndepPaths({"out", "reader"}));
  f.Remove("more");
  EXPECT_EQ(f.Build({"out", "reader"}).ran, DyndepPaths({"out", "reader"}));
}

TEST(DyndepTest, RestatOfAFilePrunes) {
  BuildFixture f(
      "build out: cat in || dd\n  dyndep = dd\n"
      "build end: cat out\n");
  f.Write("in");
  f.Write("dd", Dyndep("build out: dyndep\n  restat = 1\n"));
  f.Build({"end"});

  f.Touch("in");

  EXPECT_EQ(f.Build({"end"}).ran, DyndepPaths({"out"}));
  EXPECT_FALSE(f.Build({"end"}).had_work);
}

TEST(DyndepTest, FileMadeDuringTheBuildAddsInputs) {
  BuildFixture f(
      "build dd: cat dd-in\n"
      "build out: cat in || dd\n  dyndep = dd\n"
      "build made: cat in\n");
  f.Write("in");
  f.Write("dd-in");
  f.OnWrite("cat dd-in > dd", "dd", Dyndep("build out: dyndep | made\n"));

  EXPECT_EQ(f.Build({"out"}).ran, DyndepPaths({"dd", "made", "out"}));
  EXPECT_FALSE(f.Build({"out"}).had_work);
}

TEST(DyndepTest, FileMadeDuringTheBuildAddsAnOutputThatOthersRead) {
  BuildFixture f(
      "build dd: cat dd-in\n"
      "build out: cat in || dd\n  dyndep = dd\n"
      "build reader: cat in || dd\n  dyndep = dd\n");
  f.Write("in");
  f.Write("dd-in");
  f.OnWrite("cat dd-in > dd", "dd",
            Dyndep("build out | mod: dyndep\nbuild reader: dyndep | mod\n"));

  EXPECT_EQ(f.Build({"reader"}).ran, DyndepPaths({"dd", "out", "reader"}));
}

TEST(DyndepTest, CleanEdgesBehindAFileMadeAnewStayClean) {
  BuildFixture f(
      "build dd: cat dd-in\n"
      "build out: cat in || dd\n  dyndep = dd\n"
      "build end: cat out\n");
  f.Write("in");
  f.Write("dd-in");
  f.OnWrite("cat dd-in > dd", "dd", Dyndep("build out: dyndep\n"));
  f.Build({"end"});

  f.Touch("dd-in");

  EXPECT_EQ(f.Build({"end"}).ran, DyndepPaths({"dd"}));
}

TEST(DyndepTest, FileMadeAnewDirtiesWhatItNowMakesOutOfDate) {
  BuildFixture f(
      "build dd: cat dd-in\n"
      "build out: cat in || dd\n  dyndep = dd\n"
      "build end: cat out\n");
  f.Write("in");
  f.Write("dd-in");
  f.OnWrite("cat dd-in > dd", "dd", Dyndep("build out: dyndep\n"));
  f.Build({"end"});

  f.Write("extra");
  f.Touch("dd-in");
  f.OnWrite("cat dd-in > dd", "dd", Dyndep("build out: dyndep | extra\n"));

  EXPECT_EQ(f.Build({"end"}).ran, DyndepPaths({"dd", "out", "end"}));
}

// `made` finishes the phony name and the dyndep file in one step: `out` must
// not count the name twice and start before `slow`.
TEST(DyndepTest, InputThatBecameReadyWithTheFileIsCountedOnce) {
  BuildFixture f(
      "build p0 dd p1: cat in\n"
      "build out: cat p0 p1 slow || dd\n  dyndep = dd\n"
      "build slow: cat in | p0\n");
  f.Write("in");
  f.On("cat in > p0 dd p1", [](FakeDisk& disk) {
    disk.Create("p0");
    disk.Create("p1");
    disk.Create("dd", Dyndep("build out: dyndep\n"));
    return ProcessResult();
  });

  f.config.jobs = 8;

  const BuildReport report = f.Build({"out"});

  EXPECT_LT(IndexOf(report.events, "finish slow 0"),
            IndexOf(report.events, "start out"));
}

TEST(DyndepTest, PhonyThatIsDoneWithTheFileIsCountedOnce) {
  BuildFixture f(
      "build a dd: cat in\n"
      "build name: phony a\n"
      "build slow: cat in | a\n"
      "build out: cat name slow || dd\n  dyndep = dd\n");
  f.Write("in");
  f.On("cat in > a dd", [](FakeDisk& disk) {
    disk.Create("a");
    disk.Create("dd", Dyndep("build out: dyndep\n"));
    return ProcessResult();
  });

  f.config.jobs = 8;

  const BuildReport report = f.Build({"out"});

  EXPECT_LT(IndexOf(report.events, "finish slow 0"),
            IndexOf(report.events, "start out"));
}

// The scan that follows the first file meets the second one, which is ready
// too, before the plan was told.
TEST(DyndepTest, FileFoundReadyByARescanExtendsThePlan) {
  BuildFixture f(
      "build dd1 dd2: cat in\n"
      "build one: cat in || dd1\n  dyndep = dd1\n"
      "build two: cat in || dd2\n  dyndep = dd2\n"
      "build three: cat in || dd2\n  dyndep = dd2\n"
      "build made: cat in\n");
  f.Write("in");
  f.On("cat in > dd1 dd2", [](FakeDisk& disk) {
    disk.Create("dd1", Dyndep("build one: dyndep | three\n"));
    disk.Create("dd2",
                Dyndep("build two: dyndep | made\nbuild three: dyndep\n"));
    return ProcessResult();
  });

  const BuildReport report = f.Build({"one", "two"});

  EXPECT_EQ(report.error, "");
  EXPECT_EQ(report.result.exit_status, 0);
  EXPECT_EQ(report.ran.size(), 5u);
  EXPECT_FALSE(f.Build({"one", "two"}).had_work);
}

TEST(DyndepTest, ChainOfFilesIsFollowed) {
  BuildFixture f(
      "build dd1: cat in\n"
      "build dd2: cat in || dd1\n  dyndep = dd1\n"
      "build out: cat in || dd2\n  dyndep = dd2\n"
      "build x: cat in\n"
      "build y: cat in\n");
  f.Write("in");
  f.OnWrite("cat in > dd1", "dd1", Dyndep("build dd2: dyndep | x\n"));
  f.OnWrite("cat in > dd2", "dd2", Dyndep("build out: dyndep | y\n"));

  EXPECT_EQ(f.Build({"out"}).ran, DyndepPaths({"dd1", "x", "dd2", "y", "out"}));
}

TEST(DyndepTest, MissingFileStopsTheScan) {
  BuildFixture f("build out: cat in || dd\n  dyndep = dd\n");
  f.Write("in");

  EXPECT_EQ(f.Build({"out"}).error, "loading 'dd': No such file or directory");
}

TEST(DyndepTest, FileThatWasNotWrittenStopsTheBuild) {
  BuildFixture f("build dd: cat in\nbuild out: cat in || dd\n  dyndep = dd\n");
  f.Write("in");
  f.On("cat in > dd", [](FakeDisk&) { return ProcessResult(); });

  EXPECT_EQ(f.Build({"out"}).error, "loading 'dd': No such file or directory");
}

TEST(DyndepTest, EdgeMissingInTheFileIsAnError) {
  BuildFixture f("build out: cat in || dd\n  dyndep = dd\n");
  f.Write("in");
  f.Write("dd", Dyndep(""));

  EXPECT_EQ(f.Build({"out"}).error,
            "'out' not mentioned in its dyndep file 'dd'");
}

TEST(DyndepTest, EdgeWithoutTheBindingInTheFileIsAnError) {
  BuildFixture f(
      "build out: cat in || dd\n  dyndep = dd\n"
      "build other: cat in || dd\n");
  f.Write("in");
  f.Write("dd", Dyndep("build out: dyndep\nbuild other: dyndep\n"));

  EXPECT_EQ(f.Build({"out"}).error,
            "dyndep file 'dd' mentions output 'other' whose build statement "
            "does not have a dyndep binding for the file");
}

TEST(DyndepTest, OutputOfAnotherEdgeIsAnError) {
  BuildFixture f(
      "build out: cat in || dd\n  dyndep = dd\n"
      "build other: cat in\n");
  f.Write("in");
  f.Write("dd", Dyndep("build out | other: dyndep\n"));

  EXPECT_EQ(f.Build({"out"}).error, "multiple rules generate other");
}

TEST(DyndepTest, OutputNamedTwiceIsAnError) {
  BuildFixture f("build out: cat in || dd\n  dyndep = dd\n");
  f.Write("in");
  f.Write("dd", Dyndep("build out | x x: dyndep\n"));

  EXPECT_EQ(f.Build({"out"}).error, "multiple rules generate x");
}

TEST(DyndepTest, CycleThroughADiscoveredInputIsAnError) {
  BuildFixture f(
      "build dd: cat in\n"
      "build out: cat in || dd\n  dyndep = dd\n"
      "build after: cat out\n");
  f.Write("in");
  f.OnWrite("cat in > dd", "dd", Dyndep("build out: dyndep | after\n"));

  EXPECT_EQ(f.Build({"after"}).error, "dependency cycle: out -> after -> out");
}

TEST(DyndepTest, MissingDiscoveredSourceOnlyDirties) {
  BuildFixture f("build out: cat in || dd\n  dyndep = dd\n");
  f.Write("in");
  f.Write("dd", Dyndep("build out: dyndep | gone\n"));
  f.OnWrite("cat in > out", "out");

  EXPECT_EQ(f.Build({"out"}).ran, DyndepPaths({"out"}));
  EXPECT_EQ(f.Build({"out"}).ran, DyndepPaths({"out"}));
}

TEST(DyndepTest, FileOfManyEdgesIsReadOnce) {
  std::string manifest;
  std::string content;
  DyndepPaths targets;
  for (int i = 0; i < 200; ++i) {
    const std::string out = "out" + std::to_string(i);
    manifest += "build " + out + ": cat in || dd\n  dyndep = dd\n";
    content += "build " + out + ": dyndep\n";
    targets.push_back(out);
  }
  BuildFixture f(manifest);
  f.Write("in");
  f.Write("dd", Dyndep(content));

  auto build = f.Load();
  f.disk.ResetCounts();
  ASSERT_TRUE(build->Want(targets).ok());

  EXPECT_EQ(f.disk.read_count(), 1);
}

}  // namespace
}  // namespace xb
