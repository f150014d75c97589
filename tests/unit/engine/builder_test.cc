// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "support/build_fixture.h"
#include "support/temp_dir.h"

namespace xb {
namespace {

using Lines = std::vector<std::string>;

constexpr int64_t kLongerThanAFlushWaits = 1'000'000'000;

bool Has(const Lines& lines, const std::string& line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

TEST(BuilderTest, TellsWhatHappensInOrder) {
  BuildFixture f("build mid: cat in\nbuild out: cat mid\n");
  f.Write("in");
  EXPECT_EQ(f.Build({"out"}).events,
            Lines({"begin", "plan 2", "start mid", "finish mid 0", "start out",
                   "finish out 0", "end"}));
}

TEST(BuilderTest, ExplainsBeforeTheStartWhenAsked) {
  BuildFixture f("build out: cat in\n");
  f.Write("in");
  f.config.explain = true;
  EXPECT_EQ(f.Build({"out"}).events,
            Lines({"begin", "plan 1", "explain out: output out doesn't exist",
                   "start out", "finish out 0", "end"}));
}

TEST(BuilderTest, StartsNoMoreThanJobsAtOnce) {
  std::string manifest;
  Lines targets;
  for (int i = 0; i < 10; ++i) {
    targets.push_back("o" + std::to_string(i));
    manifest += "build " + targets.back() + ": cat in\n";
  }
  BuildFixture f(manifest);
  f.Write("in");
  f.config.jobs = 3;
  EXPECT_EQ(f.Build(targets).ran.size(), 10u);
  EXPECT_EQ(f.runner.most_at_once(), 3u);
}

TEST(BuilderTest, ConsoleEdgeGetsTheTerminal) {
  BuildFixture f("build out: cat in\n  pool = console\nbuild two: cat in\n");
  f.Write("in");
  f.Build({"out", "two"});
  EXPECT_EQ(f.runner.console_commands(),
            std::set<std::string>({"cat in > out"}));
}

TEST(BuilderTest, DirectoriesAboveOutputsAreMade) {
  BuildFixture f("build a/b/out: cat in\n  depfile = d/x.d\n");
  f.Write("in");
  f.Build({"a/b/out"});
  EXPECT_TRUE(f.disk.directories_made().contains("a/b"));
  EXPECT_TRUE(f.disk.directories_made().contains("d"));
}

// --- Failures

TEST(BuilderTest, FailedCommandEndsTheBuildWithItsStatus) {
  BuildFixture f("build mid: cat in\nbuild out: cat mid\n");
  f.Write("in");
  f.OnFail("cat in > mid", 3);

  const BuildReport report = f.Build({"out"});

  EXPECT_EQ(report.result.exit_status, 3);
  EXPECT_EQ(report.result.stopped, "subcommand failed");
  EXPECT_EQ(report.ran, Lines({"mid"}));
  EXPECT_TRUE(Has(report.events, "finish mid 3"));
}

TEST(BuilderTest, OthersThatRunAreWaitedForAfterAFailure) {
  BuildFixture f("build a: cat in\nbuild b: cat in\nbuild c: cat in\n");
  f.Write("in");
  f.OnFail("cat in > a");
  f.config.jobs = 2;

  const BuildReport report = f.Build({"a", "b", "c"});

  EXPECT_EQ(report.ran, Lines({"a", "b"}));
  EXPECT_TRUE(Has(report.events, "finish b 0"));
  EXPECT_TRUE(f.log.contains("b"));
}

TEST(BuilderTest, GoesOnUntilSoManyFailed) {
  BuildFixture f(
      "build a: cat in\nbuild b: cat in\nbuild c: cat in\n"
      "build d: cat in\n");
  f.Write("in");
  f.OnFail("cat in > a", 4);
  f.OnFail("cat in > b", 5);
  f.config.failures_allowed = 2;

  const BuildReport report = f.Build({"a", "b", "c"});

  EXPECT_EQ(report.ran, Lines({"a", "b"}));
  EXPECT_EQ(report.result.exit_status, 5);
  EXPECT_EQ(report.result.stopped, "subcommands failed");
}

TEST(BuilderTest, WithoutALimitEverythingElseIsBuilt) {
  BuildFixture f(
      "build a: cat in\nbuild after: cat a\nbuild c: cat in\n"
      "build d: cat c\n");
  f.Write("in");
  f.OnFail("cat in > a");
  f.config.failures_allowed = 1'000'000;

  const BuildReport report = f.Build({"after", "d"});

  EXPECT_EQ(report.ran, Lines({"a", "c", "d"}));
  EXPECT_EQ(report.result.stopped,
            "cannot make progress due to previous errors");
  EXPECT_EQ(report.result.exit_status, 1);
}

TEST(BuilderTest, FailureOfALeafWithoutALimitIsStillAFailure) {
  BuildFixture f("build a: cat in\n");
  f.Write("in");
  f.OnFail("cat in > a", 7);
  f.config.failures_allowed = 1'000'000;
  EXPECT_EQ(f.Build({"a"}).result.exit_status, 7);
}

TEST(BuilderTest, FailedEdgeRunsAgainThoughItLeftItsOutput) {
  BuildFixture f("build out: cat in\n");
  f.Write("in");
  ASSERT_EQ(f.Build({"out"}).result.exit_status, 0);
  f.Touch("in");
  f.On("cat in > out", [](FakeDisk& disk) {
    disk.Create("out", "broken");
    return ProcessResult{.exit_status = 1};
  });
  ASSERT_EQ(f.Build({"out"}).result.exit_status, 1);

  f.Forget("cat in > out");

  EXPECT_EQ(f.Build({"out"}).ran, Lines({"out"}));
}

TEST(BuilderTest, FirstRunThatFailedRunsAgainThoughItLeftItsOutput) {
  BuildFixture f("build out: cat in\n");
  f.Write("in");
  f.On("cat in > out", [](FakeDisk& disk) {
    disk.Create("out", "broken");
    return ProcessResult{.exit_status = 1};
  });
  f.Build({"out"});
  EXPECT_EQ(f.Build({"out"}).ran, Lines({"out"}));
}

// What another command left behind is not what the recorded one made.
TEST(BuilderTest, FailureOfAnotherCommandIsNotForgottenWhenItIsTakenBack) {
  BuildFixture f("build out: cat in\n");
  f.Write("in");
  f.Build({"out"});
  f.SetManifest("build out: cat in\n  command = other\n");
  f.On("other", [](FakeDisk& disk) {
    disk.Create("out", "broken");
    return ProcessResult{.exit_status = 1};
  });
  f.Build({"out"});

  f.SetManifest("build out: cat in\n");

  EXPECT_EQ(f.Build({"out"}).ran, Lines({"out"}));
}

TEST(BuilderTest, FailureIsNotForgottenWhenAnInputGetsItsOldTimeBack) {
  BuildFixture f("build out: cat in\n");
  f.Write("in");
  f.Build({"out"});
  const int64_t old_time = f.disk.MtimeOf("in");
  f.Touch("in");
  f.On("cat in > out", [](FakeDisk& disk) {
    disk.Create("out", "broken");
    return ProcessResult{.exit_status = 1};
  });
  f.Build({"out"});

  f.disk.SetMtime("in", old_time);

  EXPECT_EQ(f.Build({"out"}).ran, Lines({"out"}));
}

TEST(BuilderTest, FirstRunOfAGeneratorThatFailedRunsAgain) {
  BuildFixture f("build out: cat in\n  generator = 1\n");
  f.Write("in");
  f.On("cat in > out", [](FakeDisk& disk) {
    disk.Create("out", "broken");
    return ProcessResult{.exit_status = 1};
  });
  f.Build({"out"});

  EXPECT_EQ(f.Build({"out"}).ran, Lines({"out"}));
}

void ExpectInvalidBeforeItBegins(bool defers) {
  BuildFixture f("build mid: cat in\nbuild out: cat mid\n");
  f.defers = defers;
  f.Write("in");
  f.Build({"out"});
  f.Touch("in");
  bool matches = true;
  bool pending = true;
  f.On("cat mid > out", [&](FakeDisk& disk) {
    const BuildLog& log = f.current->log;
    matches =
        log.FindPath("out")->command_hash == log.HashCommand("cat mid > out");
    pending = log.has_pending();
    disk.Create("out");
    return ProcessResult();
  });

  f.Build({"out"});

  EXPECT_FALSE(matches);
  EXPECT_FALSE(pending) << "what is not on disk does not survive a kill";
}

TEST(BuilderTest, EntryIsInvalidBeforeTheOutputIsOverwritten) {
  ExpectInvalidBeforeItBegins(false);
}

TEST(BuilderTest, EntryIsInvalidBeforeADeferredCommandBegins) {
  ExpectInvalidBeforeItBegins(true);
}

TEST(BuilderTest, CommandThatCannotStartIsToldAndOthersFinish) {
  BuildFixture f("build a: cat in\nbuild b: cat in\nbuild c: cat in\n");
  f.Write("in");
  f.runner.RefuseToStart("cat in > b", "Argument list too long");
  f.config.jobs = 8;

  const BuildReport report = f.Build({"a", "b", "c"});

  EXPECT_EQ(report.error,
            "cannot run the command of 'b': Argument list too long");
  EXPECT_TRUE(Has(report.events, "finish a 0"));
  // Nobody is left waiting for its end.
  EXPECT_TRUE(Has(report.events, "start b"));
  EXPECT_TRUE(Has(report.events, "finish b 1"));
  EXPECT_FALSE(Has(report.events, "start c"));
  EXPECT_TRUE(f.log.contains("a"));
}

TEST(BuilderTest, DirectoryThatCannotBeMadeStopsTheBuild) {
  BuildFixture f("build dir/out: cat in\n");
  f.Write("in");
  f.disk.Fail("dir/out", "Read-only file system");
  EXPECT_NE(f.Build({"dir/out"}).error, "");
}

TEST(BuilderTest, UnknownDepsTypeIsAnErrorBeforeAnythingRuns) {
  BuildFixture f("build out: cat in\n  deps = clang\n");
  f.Write("in");
  EXPECT_EQ(f.Build({"out"}).error, "unknown deps type 'clang'");
  EXPECT_TRUE(f.runner.started().empty());
}

TEST(BuilderTest, LogThatCannotBeWrittenStopsTheBuild) {
  TempDir dir;
  BuildFixture f(
      "build mid: cat in\nbuild out: cat mid\nbuild last: cat out\n");
  f.Write("in");
  f.On("cat in > mid", [&](FakeDisk& disk) {
    disk.Create("mid");
    // A directory takes the place of the log.
    XB_CHECK(f.current->log.Load(dir / "log").ok());
    std::filesystem::create_directory(dir / "log");
    return ProcessResult();
  });

  const BuildReport report = f.Build({"last"});

  EXPECT_TRUE(report.error.starts_with("Error writing to build log: "))
      << report.error;
  EXPECT_EQ(report.ran, Lines({"mid"}));
}

TEST(BuilderTest, LogIsWrittenAMomentAfterTheFirstOfManyEnds) {
  TempDir dir;
  BuildFixture f("build mid: cat in\nbuild out: cat in\nbuild last: cat in\n");
  f.Write("in");
  std::vector<bool> written;
  const auto look = [&](const std::string& output, int64_t takes_ns) {
    return [&, output, takes_ns](FakeDisk& disk) {
      written.push_back(std::filesystem::exists(dir / "log"));
      disk.Create(output);
      f.clock.Advance(takes_ns);
      return ProcessResult();
    };
  };
  f.On("cat in > mid", [&](FakeDisk& disk) {
    XB_CHECK(f.current->log.Load(dir / "log").ok());
    return look("mid", 0)(disk);
  });
  f.On("cat in > out", look("out", kLongerThanAFlushWaits));
  f.On("cat in > last", look("last", 0));

  const BuildReport report = f.Build({"mid", "out", "last"});

  EXPECT_EQ(report.error, "");
  EXPECT_EQ(written, (std::vector{false, false, true}));
}

TEST(BuilderTest, LogIsWrittenBeforeWhoReadsFromTheEdgeStarts) {
  TempDir dir;
  BuildFixture f(
      "build mid: cat in\nbuild all: phony mid\nbuild out: cat in || all\n");
  f.Write("in");
  bool written = false;
  f.On("cat in > mid", [&](FakeDisk& disk) {
    XB_CHECK(f.current->log.Load(dir / "log").ok());
    disk.Create("mid");
    return ProcessResult();
  });
  f.On("cat in > out", [&](FakeDisk& disk) {
    written = std::filesystem::exists(dir / "log");
    disk.Create("out");
    return ProcessResult();
  });

  EXPECT_EQ(f.Build({"out"}).error, "");
  EXPECT_TRUE(written);
}

// --- Discovered inputs

constexpr char kGccRule[] =
    "build out: cat in\n  depfile = out.d\n  deps = gcc\n";

TEST(BuilderTest, DepfileMovesIntoTheDepsLog) {
  BuildFixture f(kGccRule);
  f.Write("header");
  f.Write("in", "include header");

  f.Build({"out"});

  EXPECT_FALSE(f.disk.Exists("out.d"));
  EXPECT_EQ(f.deps["out"].inputs, Lines({"in", "header"}));
  EXPECT_EQ(f.deps["out"].mtime_ns, f.disk.MtimeOf("out"));
}

TEST(BuilderTest, DepfileIsKeptOnRequest) {
  BuildFixture f(kGccRule);
  f.Write("in");
  f.config.keep_depfile = true;
  f.Build({"out"});
  EXPECT_TRUE(f.disk.Exists("out.d"));
}

TEST(BuilderTest, DepfileWithoutDepsStays) {
  BuildFixture f("build out: cat in\n  depfile = out.d\n");
  f.Write("in");
  f.Build({"out"});
  EXPECT_TRUE(f.disk.Exists("out.d"));
  EXPECT_TRUE(f.deps.empty());
}

TEST(BuilderTest, MissingOrEmptyDepfileMeansNoInputs) {
  for (const bool empty : {false, true}) {
    BuildFixture f(kGccRule);
    f.Write("in");
    f.On("cat in > out", [=](FakeDisk& disk) {
      disk.Create("out");
      if (empty) disk.Create("out.d");
      return ProcessResult();
    });
    EXPECT_EQ(f.Build({"out"}).result.exit_status, 0);
    EXPECT_EQ(f.deps["out"].inputs, Lines());
    EXPECT_FALSE(f.Build({"out"}).had_work);
  }
}

TEST(BuilderTest, BrokenDepfileFailsTheCommand) {
  BuildFixture f(kGccRule);
  f.Write("in");
  f.On("cat in > out", [](FakeDisk& disk) {
    disk.Create("out");
    disk.Create("out.d", "nothing but words\n");
    return ProcessResult{.output = "warning: x"};
  });

  const BuildReport report = f.Build({"out"});

  EXPECT_EQ(report.result.exit_status, 1);
  EXPECT_EQ(report.result.stopped, "subcommand failed");
  EXPECT_TRUE(report.output.starts_with("warning: x\n")) << report.output;
  EXPECT_GT(report.output.size(), 12u) << "says what is wrong";
  EXPECT_FALSE(f.deps.contains("out"));
}

TEST(BuilderTest, GccDepsWithoutADepfileFailTheCommand) {
  BuildFixture f("build out: cat in\n  deps = gcc\n");
  f.Write("in");
  EXPECT_EQ(f.Build({"out"}).output,
            "edge with deps=gcc but no depfile makes no sense");
}

TEST(BuilderTest, DepsAreRecordedForEveryOutput) {
  BuildFixture f("build out two: cat in\n  depfile = out.d\n  deps = gcc\n");
  f.Write("in");
  f.Build({"out"});
  EXPECT_EQ(f.deps["out"].inputs, Lines({"in"}));
  EXPECT_EQ(f.deps["two"].inputs, Lines({"in"}));
}

TEST(BuilderTest, IncludesAreTakenOutOfTheOutput) {
  BuildFixture f("build out: cat in\n  deps = msvc\n");
  f.Write("in");
  f.Write("dir/a.h");
  f.On("cat in > out", [](FakeDisk& disk) {
    disk.Create("out");
    return ProcessResult{.output =
                             "Note: including file: dir/./a.h\nwarning: x\n"};
  });

  const BuildReport report = f.Build({"out"});

  EXPECT_EQ(report.output, "warning: x\n");
  EXPECT_EQ(f.deps["out"].inputs, Lines({"dir/a.h"}));
  EXPECT_FALSE(f.Build({"out"}).had_work);
  f.Touch("dir/a.h");
  EXPECT_TRUE(f.Build({"out"}).had_work);
}

TEST(BuilderTest, IncludesAreTakenOutOfAFailuresOutputToo) {
  BuildFixture f(
      "build out: cat in\n  deps = msvc\n  msvc_deps_prefix = Inc:\n");
  f.Write("in");
  f.On("cat in > out", [](FakeDisk&) {
    return ProcessResult{.exit_status = 2, .output = "Inc: a.h\nerror: x\n"};
  });
  EXPECT_EQ(f.Build({"out"}).output, "error: x\n");
  EXPECT_TRUE(f.deps.empty());
}

// --- Response files

constexpr char kRsp[] =
    "build out: cat in\n  rspfile = out.rsp\n  rspfile_content = b\n";

TEST(BuilderTest, ResponseFileIsThereWhileTheCommandRuns) {
  BuildFixture f(kRsp);
  f.Write("in");
  std::string seen;
  f.On("cat in > out", [&](FakeDisk& disk) {
    seen = disk.Contents("out.rsp");
    disk.Create("out");
    return ProcessResult();
  });
  f.Build({"out"});
  EXPECT_EQ(seen, "b");
  EXPECT_FALSE(f.disk.Exists("out.rsp"));
}

TEST(BuilderTest, ResponseFileOfAFailureStays) {
  BuildFixture f(kRsp);
  f.Write("in");
  f.OnFail("cat in > out");
  f.Build({"out"});
  EXPECT_TRUE(f.disk.Exists("out.rsp"));
}

TEST(BuilderTest, ResponseFileIsKeptOnRequest) {
  BuildFixture f(kRsp);
  f.Write("in");
  f.config.keep_rspfile = true;
  f.Build({"out"});
  EXPECT_TRUE(f.disk.Exists("out.rsp"));
}

// --- What is recorded

TEST(BuilderTest, RecordsWhenTheCommandStarted) {
  BuildFixture f("build out: cat in\n");
  f.Write("in");
  const int64_t before = f.disk.now_ns();
  f.Build({"out"});
  EXPECT_EQ(f.log["out"].mtime_ns, before);
  EXPECT_LT(f.log["out"].mtime_ns, f.disk.MtimeOf("out"));
}

// What it pruned was judged by inputs of that time.
TEST(BuilderTest, RestatEdgeThatPrunedRecordsItsStartThoughItWroteLater) {
  BuildFixture f("build a1 a2: keep in\nbuild b: cat a1 a2\n");
  f.Write("in", "1");
  f.Build({"b"});
  f.Write("in", "2");
  f.On("keep in > a1 a2", [](FakeDisk& disk) {
    disk.Create("in", "3");
    disk.Tick();
    disk.Create("a1", "new");
    return ProcessResult();
  });
  f.Build({"b"});
  EXPECT_LT(f.log["a1"].mtime_ns, f.disk.MtimeOf("in"));
  f.Forget("keep in > a1 a2");
  EXPECT_EQ(f.Build({"b"}).ran, Lines({"a1", "b"}));
}

TEST(BuilderTest, RecordsEveryOutput) {
  BuildFixture f("build out | side: cat in\n");
  f.Write("in");
  f.Build({"out"});
  EXPECT_TRUE(f.log.contains("out"));
  EXPECT_TRUE(f.log.contains("side"));
}

TEST(BuilderTest, PhonyIsNeitherRunNorRecorded) {
  BuildFixture f("build out: cat in\nbuild all: phony out\n");
  f.Write("in");
  EXPECT_EQ(f.Build({"all"}).ran, Lines({"out"}));
  EXPECT_FALSE(f.log.contains("all"));
}

// --- Dry run

TEST(BuilderTest, DryRunTouchesNothing) {
  BuildFixture f(
      "build mid: cat in\n  depfile = mid.d\n  rspfile = mid.rsp\n"
      "  rspfile_content = x\nbuild dir/out: cat mid\n");
  f.Write("in");
  f.Write("mid");
  f.Write("mid.d", "mid: in\n");
  f.config.dry_run = true;

  const BuildReport report = f.Build({"dir/out"});

  EXPECT_EQ(report.ran, Lines({"mid", "dir/out"}));
  EXPECT_TRUE(f.runner.started().empty());
  EXPECT_TRUE(f.disk.removed().empty());
  EXPECT_TRUE(f.disk.directories_made().empty());
  EXPECT_TRUE(f.log.empty());
}

// The dyndep file that nobody made ends the dry run while `out` "runs".
TEST(BuilderTest, DryRunThatFailsRemovesNothing) {
  BuildFixture f(
      "build dd: cat in\n"
      "build later: cat in || dd\n  dyndep = dd\n"
      "build out: cat in\n  depfile = out.d\n");
  f.Write("in");
  f.Write("out");
  f.Write("out.d", "other: in\n");
  f.config.dry_run = true;
  f.config.jobs = 8;

  const BuildReport report = f.Build({"later", "out"});

  EXPECT_NE(report.error, "");
  EXPECT_TRUE(f.disk.Exists("out"));
  EXPECT_TRUE(f.disk.Exists("out.d"));
}

TEST(BuilderTest, SuspensionAndRedrawArePassedOn) {
  BuildFixture f("build out: cat in\n");
  f.Write("in");
  f.runner.Post({WakeReason::kSuspend, 0});
  f.runner.Post({WakeReason::kRedraw, 0});
  const BuildReport report = f.Build({"out"});
  EXPECT_TRUE(Has(report.events, "leave"));
  EXPECT_TRUE(Has(report.events, "redraw"));
  EXPECT_EQ(report.result.exit_status, 0);
}

}  // namespace
}  // namespace xb
