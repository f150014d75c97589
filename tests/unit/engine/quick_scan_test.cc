// SPDX-License-Identifier: Apache-2.0
#include "engine/quick_scan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "support/build_fixture.h"
#include "support/rounds.h"
#include "support/temp_dir.h"
#include "unit/engine/quick_scan_support.h"
#include "unit/engine/random_build.h"

namespace xb {
namespace {

class QuickScanTest : public testing::Test {
 protected:
  QuickScanTest() : f_("") {}

  void Build(std::string_view manifest) {
    f_.SetManifest(manifest);
    const BuildReport report = f_.Build({"out"});
    ASSERT_EQ(report.error, "");
    ASSERT_EQ(report.result.exit_status, 0) << report.output;
    f_.disk.Tick();
  }
  // Loads what the last build left and settles what can be.
  void Settle() {
    build_ = f_.Load();
    const SnapshotParts parts(*build_);
    SettleWith(parts);
  }
  void SettleWith(const SnapshotParts& parts) {
    ReadTimes(f_.disk, parts, build_.get());
    MakeQuickScan(parts, f_.by_content, build_.get()).SettleCleanEdges();
  }
  bool IsSettled(std::string_view output) const {
    return build_->state.edge(build_->EdgeOf(output)).mark == VisitMark::kDone;
  }

  BuildFixture f_;
  std::unique_ptr<LoadedBuild> build_;
};

TEST_F(QuickScanTest, CleanEdgesAreSettled) {
  f_.Write("in");
  Build("build mid: cat in\nbuild all: phony mid\nbuild out: cat all\n");
  Settle();
  EXPECT_TRUE(IsSettled("mid"));
  EXPECT_TRUE(IsSettled("all"));
  EXPECT_TRUE(IsSettled("out"));
  ASSERT_TRUE(build_->Want({"out"}).ok());
  EXPECT_FALSE(build_->plan.has_work());
}

TEST_F(QuickScanTest, ByContentOnlyWhatNobodyTouchedIsSettled) {
  f_.by_content = true;
  f_.Write("a");
  f_.Write("b");
  Build(
      "build x: cat a\nbuild y: cat b\nbuild all: phony x y\n"
      "build out: cat all\n");
  Settle();
  EXPECT_TRUE(IsSettled("x"));
  EXPECT_TRUE(IsSettled("out"));
  // Older, and of other content: by times that would be clean.
  f_.Write("a", "other");
  f_.disk.SetMtime("a", 1);
  Settle();
  EXPECT_FALSE(IsSettled("x"));
  EXPECT_TRUE(IsSettled("y"));
  EXPECT_FALSE(IsSettled("out"));
}

TEST_F(QuickScanTest, ByContentATouchIsSettledOnceItWasLookedAt) {
  f_.by_content = true;
  f_.Write("in");
  Build("build mid: cat in\nbuild out: cat mid\n");
  f_.Touch("in");
  Settle();
  EXPECT_FALSE(IsSettled("mid"));
  EXPECT_FALSE(f_.Build({"out"}).had_work);
  f_.disk.Tick();
  Settle();
  EXPECT_TRUE(IsSettled("mid"));
  EXPECT_TRUE(IsSettled("out"));
}

TEST_F(QuickScanTest, NothingAboveADirtyEdgeIsSettled) {
  f_.Write("a");
  f_.Write("b");
  Build(
      "build x: cat a\nbuild y: cat b\nbuild all: phony x y\n"
      "build out: cat y || all\n");
  f_.Touch("a");
  Settle();
  EXPECT_FALSE(IsSettled("x"));
  EXPECT_TRUE(IsSettled("y"));
  EXPECT_FALSE(IsSettled("all"));
  // Only to be built after it, but it has to wait for it.
  EXPECT_FALSE(IsSettled("out"));
}

TEST_F(QuickScanTest, OutputThatWasSetBackInTimeIsSeen) {
  f_.Write("in");
  Build("build out: cat in\n");
  f_.disk.SetMtime("out", f_.disk.MtimeOf("in") - 1);
  Settle();
  EXPECT_FALSE(IsSettled("out"));
}

TEST_F(QuickScanTest, NewerInputThroughPhonyIsSeen) {
  f_.Write("in");
  Build("build all: phony in\nbuild out: cat all\n");
  f_.Touch("in");
  Settle();
  EXPECT_TRUE(IsSettled("all"));
  EXPECT_FALSE(IsSettled("out"));
}

TEST_F(QuickScanTest, MissingFilesAreLeftToTheScan) {
  f_.Write("in");
  f_.Write("order");
  Build("build out | more: cat in || order\n");
  f_.Remove("order");
  Settle();
  // An order-only source that is missing makes nobody dirty.
  EXPECT_TRUE(IsSettled("out"));

  f_.Remove("more");
  Settle();
  EXPECT_FALSE(IsSettled("out"));

  Build("build out: cat in\n");
  f_.Remove("in");
  Settle();
  EXPECT_FALSE(IsSettled("out"));
}

TEST_F(QuickScanTest, UnknownOrOtherCommandIsLeftToTheScan) {
  f_.Write("in");
  Build("build out: cat in\n");
  build_ = f_.Load();
  SnapshotParts parts(*build_);
  parts.hashes[0] = 0;
  SettleWith(parts);
  EXPECT_FALSE(IsSettled("out"));

  parts.hashes[0] = 1;
  SettleWith(parts);
  EXPECT_FALSE(IsSettled("out"));

  // A log that says "of no known command" is not matched by "not known".
  f_.log["out"] = {};
  build_ = f_.Load();
  parts.hashes[0] = 0;
  SettleWith(parts);
  EXPECT_FALSE(IsSettled("out"));
}

TEST_F(QuickScanTest, RestatEdgeIsJudgedByItsRecord) {
  f_.Write("in");
  Build("build out: keep in\n");
  f_.Touch("in");
  f_.Build({"out"});  // which leaves `out` as old as it was
  Settle();
  EXPECT_LT(f_.disk.MtimeOf("out"), f_.disk.MtimeOf("in"));
  EXPECT_TRUE(IsSettled("out"));

  f_.Touch("in");
  Settle();
  EXPECT_FALSE(IsSettled("out"));

  f_.log.erase("out");
  Settle();
  EXPECT_FALSE(IsSettled("out"));
}

TEST_F(QuickScanTest, GeneratorNeedsNoRecordButNoneThatWasCutShort) {
  f_.Write("in");
  const char* manifest = "build out: cat in\n  generator = 1\n";
  Build(manifest);
  f_.log.erase("out");
  Settle();
  EXPECT_TRUE(IsSettled("out"));

  // Without an input there is no time that such a record is older than.
  Build("build out: cat\n  generator = 1\n");
  f_.log["out"] = {};
  Settle();
  EXPECT_FALSE(IsSettled("out"));
}

TEST_F(QuickScanTest, DiscoveredInputsCount) {
  f_.Write("h");
  f_.Write("in", "include h");
  Build("build out: cat in\n  deps = gcc\n  depfile = d\n");
  Settle();
  EXPECT_TRUE(IsSettled("out"));

  f_.Touch("h");
  Settle();
  EXPECT_FALSE(IsSettled("out"));

  f_.Build({"out"});
  f_.Remove("h");
  Settle();
  EXPECT_FALSE(IsSettled("out"));
}

TEST_F(QuickScanTest, MissingOrOldDepsAreLeftToTheScan) {
  f_.Write("in");
  Build("build out: cat in\n  deps = gcc\n  depfile = d\n");
  --f_.deps["out"].mtime_ns;
  Settle();
  EXPECT_FALSE(IsSettled("out"));

  f_.deps.clear();
  Settle();
  EXPECT_FALSE(IsSettled("out"));
}

TEST_F(QuickScanTest, DepfilesAndValidationsAreLeftToTheScan) {
  f_.Write("in");
  Build("build out: cat in\n  depfile = d\n");
  Settle();
  EXPECT_FALSE(IsSettled("out"));

  Build("build check: cat in\nbuild out: cat in |@ check\n");
  Settle();
  EXPECT_FALSE(IsSettled("out"));
  EXPECT_TRUE(IsSettled("check"));
}

TEST_F(QuickScanTest, PhonyWithoutInputsIsLeftToTheScan) {
  f_.Write("in");
  f_.Write("there");
  Build("build there: phony\nbuild out: cat in | there\n");
  Settle();
  EXPECT_FALSE(IsSettled("there"));
  EXPECT_FALSE(IsSettled("out"));
}

TEST_F(QuickScanTest, PhonyThatCannotBeLookedAtIsLeftToTheScan) {
  f_.Write("in");
  Build("build all: phony in\nbuild out: cat all\n");
  build_ = f_.Load();
  SnapshotParts parts(*build_);
  std::erase(parts.found->nodes, build_->Node("all"));
  SettleWith(parts);
  EXPECT_FALSE(IsSettled("all"));
}

// The dyndep file gives `late` a producer; no one can know before it was read.
TEST_F(QuickScanTest, WhatDyndepFilesSayIsKnownBeforeAnythingIsSettled) {
  f_.Write("dd.in",
           "ninja_dyndep_version = 1\nbuild x | late: dyndep | more\n");
  f_.Write("in");
  f_.Write("more");
  f_.Write("late");
  f_.On("copy dd", [](FakeDisk& disk) {
    disk.Create("dd", disk.Contents("dd.in"));
    return ProcessResult();
  });
  f_.On("cat in", [](FakeDisk& disk) {
    disk.Create("x", "x");
    disk.Create("late", "late");
    return ProcessResult();
  });
  Build(
      "build dd: cat dd.in\n  command = copy dd\n"
      "build x: cat in || dd\n  dyndep = dd\n  command = cat in\n"
      "build other: cat late || x\nbuild out: phony x other\n");
  const auto settle = [&] {
    build_ = f_.Load();
    ASSERT_TRUE(SettleFirst(f_.disk, false, {"out"}, build_.get()).ok());
  };
  settle();
  EXPECT_TRUE(IsSettled("x"));
  EXPECT_TRUE(IsSettled("other"));
  f_.Touch("more");
  settle();
  EXPECT_TRUE(IsSettled("dd"));
  EXPECT_FALSE(IsSettled("x"));
  EXPECT_FALSE(IsSettled("other"));

  // It has to be made anew first, and so nobody knows what it will say.
  f_.Build({"out"});
  f_.disk.Tick();
  f_.Touch("dd.in");
  settle();
  EXPECT_TRUE(build_->IsDirty("dd"));
  EXPECT_FALSE(IsSettled("x"));
}

// The scan for the manifest may have been here before.
TEST_F(QuickScanTest, WhatWasScannedBeforeStaysAsItIs) {
  f_.Write("in");
  f_.Write("checked");
  Build(
      "build check: cat checked\nbuild all: phony in |@ check\n"
      "build first: cat all\nbuild out: cat all\n");
  f_.Touch("in");
  build_ = f_.Load();
  ASSERT_TRUE(build_->Want({"all"}).ok());
  const SnapshotParts parts(*build_);
  const ScanOrder order = parts.order();
  WorkQueue workers(1);
  // None of these files is really there: what is known is not read again.
  QuickScan quick(build_->overlay, build_->state, build_->history, order,
                  parts.hashes);
  quick.Restrict(std::vector{build_->Node("all")});
  quick.ReadTimes(workers);
  EXPECT_EQ(build_->state.mtime(build_->Node("all")), f_.disk.MtimeOf("in"));
  SettleWith(parts);
  ASSERT_TRUE(build_->Want({"out"}).ok());
  EXPECT_TRUE(build_->IsDirty("out"));
}

TEST_F(QuickScanTest, RestrictedToTargetsItLeavesOutTheRest) {
  f_.Write("in");
  Build("build a: cat in\nbuild b: cat in\nbuild out: phony a b\n");
  build_ = f_.Load();
  const SnapshotParts parts(*build_);
  ReadTimes(f_.disk, parts, build_.get());
  const ScanOrder order = parts.order();
  QuickScan quick(build_->overlay, build_->state, build_->history, order,
                  parts.hashes);
  quick.Restrict(std::vector{build_->Node("b")});
  quick.SettleCleanEdges();
  EXPECT_FALSE(IsSettled("a"));
  EXPECT_TRUE(IsSettled("b"));
  EXPECT_FALSE(IsSettled("out"));
}

// --- Times of real files.

void WriteFile(const std::string& path, int64_t mtime_s) {
  std::ofstream(path).put('x');
  using std::filesystem::file_time_type;
  std::filesystem::last_write_time(
      path, file_time_type(std::chrono::seconds(mtime_s)));
}

TEST(QuickScanTimesTest, AreThoseOfTheDisk) {
  const TempDir directory;
  std::string text = "rule cat\n  command = cat\n";
  text += "build " + (directory / "out") + ": cat";
  std::vector<std::string> paths;
  for (int d = 0; d < 40; ++d) {
    const std::string sub = directory / ("d" + std::to_string(d));
    if (d % 7 != 0) std::filesystem::create_directory(sub);
    for (int i = 0; i < 70; ++i) {
      paths.push_back(sub + "/" + std::to_string(i));
      text += " " + paths.back();
      if (d % 7 != 0 && i % 5 != 0) WriteFile(paths.back(), 1000 * d + i + 1);
    }
  }
  WriteFile(directory / "file", 5);
  // No file has files in it.
  paths.push_back((directory / "file") + "/x");
  text += " " + paths.back() + "\n";
  FakeDisk manifest_disk;
  manifest_disk.Create("build.ninja", text);
  auto manifest = ninja::LoadManifest(manifest_disk, "build.ninja", {});
  RealDisk disk;
  LoadedBuild build(disk, manifest.Take(), false);
  const SnapshotParts parts(build);
  const ScanOrder order = parts.order();
  WorkQueue workers(3);
  QuickScan(build.overlay, build.state, build.history, order, {})
      .ReadTimes(workers);

  for (const std::string& path : paths) {
    const NodeId node = build.Node(path);
    ASSERT_TRUE(build.state.is_known(node)) << path;
    ASSERT_EQ(build.state.mtime(node), disk.StatMtime(path).value()) << path;
  }
}

TEST(QuickScanTimesTest, OnlyOfWhatTheTargetsReach) {
  const TempDir directory;
  WriteFile(directory / "a", 5);
  WriteFile(directory / "b", 6);
  FakeDisk manifest_disk;
  manifest_disk.Create("build.ninja",
                       "rule cat\n  command = cat\nbuild x: cat " +
                           (directory / "a") + "\nbuild y: cat " +
                           (directory / "b") + "\n");
  auto manifest = ninja::LoadManifest(manifest_disk, "build.ninja", {});
  RealDisk disk;
  LoadedBuild build(disk, manifest.Take(), false);
  const SnapshotParts parts(build);
  const ScanOrder order = parts.order();
  WorkQueue workers(1);
  QuickScan quick(build.overlay, build.state, build.history, order, {});
  quick.Restrict(std::vector{build.Node("y")});
  quick.ReadTimes(workers);
  EXPECT_FALSE(build.state.is_known(build.Node(directory / "a")));
  EXPECT_TRUE(build.state.is_known(build.Node(directory / "b")));
}

// --- Against DependencyScan.

// Whatever is wrong with the order (it is of another time) and unknown of the
// commands, what is left to do is the same with and without a QuickScan.
class RandomQuickScan {
 public:
  RandomQuickScan(uint32_t seed, bool dyndeps, bool by_content)
      : random_(seed, {.dyndeps = dyndeps, .oddities = true}) {
    random_.fixture().by_content = by_content;
  }

  void Run() {
    for (int i = 0; i < 5; ++i) {
      random_.fixture().disk.Tick();
      random_.fixture().Build(random_.Targets());
      for (int n = random_.Below(3); n > 0; --n) {
        random_.Change();
        Compare();
        if (testing::Test::HasFatalFailure()) return;
      }
      for (int s = 0; s < RandomBuild::kSources; ++s) {
        const bool exists =
            random_.fixture().disk.Exists(RandomBuild::Source(s));
        if (!exists && random_.Chance(70)) random_.WriteSource(s);
      }
      Compare();
      if (testing::Test::HasFatalFailure()) return;
    }
  }
  int settled() const { return settled_; }

 private:
  void Spoil(SnapshotParts* parts) {
    const auto shuffle = [&](auto* values) {
      for (size_t i = values->size(); i > 1; --i) {
        std::swap((*values)[i - 1],
                  (*values)[random_.Below(static_cast<int>(i))]);
      }
    };
    auto& order = *parts->found;
    if (random_.Chance(20)) shuffle(&order.edges);
    if (random_.Chance(30)) {
      shuffle(&order.nodes);
      order.nodes.resize(order.nodes.size() * 9 / 10);
    }
    for (uint64_t& hash : parts->hashes) {
      if (random_.Chance(3)) hash = 0;
    }
  }

  // The status as text.
  static std::string Want(LoadedBuild* build,
                          const std::vector<std::string>& targets) {
    const Status wanted = build->Want(targets);
    return wanted.ok() ? "" : wanted.error().message;
  }

  void Compare() {
    BuildFixture& f = random_.fixture();
    const std::string what = random_.history() + "\n" + random_.Manifest();
    auto plain = f.Load();
    auto quick = f.Load();
    SnapshotParts parts(*quick);
    ASSERT_TRUE(parts.found.has_value());
    Spoil(&parts);
    if (random_.Chance(40)) {
      const std::vector<std::string> first = {
          RandomBuild::Out(random_.Below(RandomBuild::kEdges))};
      ASSERT_EQ(Want(plain.get(), first), Want(quick.get(), first)) << what;
    }
    std::vector<std::string> targets = random_.Targets();
    const bool restrict = random_.Chance(30);
    if (restrict) {
      targets = {RandomBuild::Out(random_.Below(RandomBuild::kEdges))};
    }
    const Status loaded =
        LoadDyndeps(f.disk, parts, f.by_content, targets, quick.get());
    ASSERT_TRUE(loaded.ok()) << what;
    const ScanOrder order = parts.order();
    QuickScan scan = MakeQuickScan(parts, f.by_content, quick.get());
    if (restrict) scan.Restrict(std::vector{quick->Node(targets[0])});
    const auto count_settled = [&] {
      int settled = 0;
      for (const EdgeId edge : order.edges) {
        settled += quick->state.edge(edge).mark == VisitMark::kDone;
      }
      return settled;
    };
    settled_ -= count_settled();
    scan.SettleCleanEdges();
    settled_ += count_settled();
    ASSERT_EQ(Want(plain.get(), targets), Want(quick.get(), targets)) << what;
    CompareStates(*plain, *quick, what);
  }

  static void CompareStates(const LoadedBuild& plain, const LoadedBuild& quick,
                            const std::string& what) {
    const Graph& graph = plain.overlay.graph();
    EXPECT_EQ(plain.plan.has_work(), quick.plan.has_work());
    for (uint32_t e = 0; e < graph.edge_count(); ++e) {
      const EdgeId edge{e};
      if (plain.state.edge(edge).mark != VisitMark::kDone) continue;
      const std::string name(graph.PathOf(graph.Outputs(edge)[0]));
      ASSERT_EQ(plain.state.edge(edge).state, quick.state.edge(edge).state)
          << name << " after" << what;
      ASSERT_EQ(plain.state.edge(edge).outputs_ready,
                quick.state.edge(edge).outputs_ready)
          << name << " after" << what;
      for (const NodeId output : graph.Outputs(edge)) {
        ASSERT_EQ(plain.state.mtime(output), quick.state.mtime(output))
            << name << " after" << what;
        ASSERT_EQ(plain.state.is_dirty(output), quick.state.is_dirty(output))
            << name << " after" << what;
      }
    }
  }

  RandomBuild random_;
  int settled_ = 0;
};

class RandomQuickScanTest : public testing::TestWithParam<bool> {};

TEST_P(RandomQuickScanTest, LeavesWhatDependencyScanFindsToDo) {
  int settled = 0;
  for (uint32_t seed = 1; seed <= Rounds(300); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomQuickScan random(seed, seed % 5 == 0, GetParam());
    random.Run();
    if (testing::Test::HasFatalFailure()) return;
    settled += random.settled();
  }
  // It would be no test if nothing were ever settled.
  EXPECT_GT(settled, Rounds(3000));
}

INSTANTIATE_TEST_SUITE_P(Freshness, RandomQuickScanTest, testing::Bool(),
                         [](const testing::TestParamInfo<bool>& content) {
                           return content.param ? "ByContent" : "ByTime";
                         });

}  // namespace
}  // namespace xb
