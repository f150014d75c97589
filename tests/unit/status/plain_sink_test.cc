// SPDX-License-Identifier: Apache-2.0
#include "status/plain_sink.h"

#include <gtest/gtest.h>

#include <string>

#include "unit/status/fake_terminal.h"
#include "unit/status/sink_driver.h"

namespace xb {
namespace {

SinkOptions PipeOptions() {
  SinkOptions options;
  options.program = "prog";
  options.format = StatusFormat::ParsePercent("[%f/%t] ", "$STATUS").Take();
  options.parallelism = 2;
  return options;
}

SinkOptions TerminalOptions() {
  SinkOptions options = PipeOptions();
  options.smart = true;
  options.color = true;
  options.columns = [] { return 40; };
  return options;
}

// One stream for both, as when stdout and stderr go to the same place.
struct Fixture {
  explicit Fixture(SinkOptions options)
      : sink(std::move(options), &stream, &stream), drive(&sink) {}

  StringStream stream;
  PlainSink sink;
  SinkDriver drive;
};

TEST(PlainSinkTest, PipeGetsALinePerFinishedEdge) {
  Fixture test(PipeOptions());
  test.drive.Begin(2);
  test.drive.Start(0, "ONE");
  test.drive.Start(1, "TWO");
  test.drive.End(1, {.output = "two\n"});
  test.drive.End(0);
  test.drive.End();
  EXPECT_EQ(test.stream.text, "[1/2] TWO\ntwo\n[2/2] ONE\n");
}

TEST(PlainSinkTest, PipeShowsTheCommandOfAFailure) {
  Fixture test(PipeOptions());
  test.drive.Begin(2);
  test.drive.Run(0, "ONE",
                 {.exit_status = 3, .output = "hi\n", .outputs = {"a", "b"}});
  test.drive.Run(1, "TWO");
  test.drive.End();
  EXPECT_EQ(test.stream.text,
            "[1/2] ONE\nFAILED: [code=3] a b \nrun 0\nhi\n[2/2] TWO\n");
}

TEST(PlainSinkTest, TerminalOverwritesItsStatusLine) {
  Fixture test(TerminalOptions());
  test.drive.Begin(2);
  test.drive.Run(0, "ONE");
  test.drive.Run(1, "TWO", {.output = "two\n"});
  test.drive.End();
  EXPECT_EQ(test.stream.text,
            "\r[0/2] ONE\x1b[K\r[1/2] ONE\x1b[K"
            "\r[1/2] TWO\x1b[K\r[2/2] TWO\x1b[K\ntwo\n");
}

TEST(PlainSinkTest, TerminalKeepsItsLastStatusLine) {
  Fixture test(TerminalOptions());
  test.drive.Begin(1);
  test.drive.Run(0, "ONE");
  test.drive.End();
  EXPECT_EQ(test.stream.text, "\r[0/1] ONE\x1b[K\r[1/1] ONE\x1b[K\n");
}

TEST(PlainSinkTest, TerminalCutsTheStatusLineInTheMiddle) {
  Fixture test(TerminalOptions());
  test.drive.Begin(1);
  test.drive.Start(0, "a description that does not fit by far");
  test.sink.Tick(0);
  EXPECT_EQ(test.stream.text,
            "\r[0/1] a descriptio...does not fit by far\x1b[K");
}

TEST(PlainSinkTest, TerminalShowsFailuresInRed) {
  Fixture test(TerminalOptions());
  test.drive.Begin(1);
  test.drive.Run(0, "ONE", {.exit_status = 1, .output = "hi\n"});
  test.drive.End();
  EXPECT_EQ(test.stream.text,
            "\r[0/1] ONE\x1b[K\r[1/1] ONE\x1b[K\n"
            "\x1b[31mFAILED: [code=1] \x1b[0mout \nrun 0\nhi\n");
}

TEST(PlainSinkTest, ColorsOfCommandsStayOnlyWhereTheyAreWanted) {
  const std::string red = "\x1b[31mred\x1b[0m\n";
  Fixture pipe(PipeOptions());
  pipe.drive.Begin(1);
  pipe.drive.Run(0, "X", {.output = red});
  pipe.drive.End();
  EXPECT_EQ(pipe.stream.text, "[1/1] X\nred\n");

  SinkOptions options = PipeOptions();
  options.color = true;
  Fixture forced(std::move(options));
  forced.drive.Begin(1);
  forced.drive.Run(0, "X", {.output = red});
  forced.drive.End();
  EXPECT_EQ(forced.stream.text, "[1/1] X\n" + red);
}

TEST(PlainSinkTest, ReplayNamesTheTargetAndEndsItsLine) {
  Fixture test(PipeOptions());
  test.drive.Begin(1);
  test.drive.Run(0, "ONE");
  test.drive.Replay("a.o", "\x1b[35mwarning\x1b[0m: odd");
  test.drive.Replay("b.o", "long\n", 7);
  test.drive.End();
  EXPECT_EQ(test.stream.text,
            "[1/1] ONE\n"
            "REPLAYED: a.o\nwarning: odd\n"
            "REPLAYED: b.o\nlong\n[7 more bytes]\n");
}

TEST(PlainSinkTest, ReplayKeepsColorsWhereTheyAreWanted) {
  SinkOptions options = PipeOptions();
  options.color = true;
  Fixture test(std::move(options));
  test.drive.Begin(0);
  test.drive.Replay("a.o", "\x1b[35mwarning\x1b[0m\n");
  test.drive.End();
  EXPECT_EQ(test.stream.text,
            "\x1b[33mREPLAYED: \x1b[0ma.o\n\x1b[35mwarning\x1b[0m\n");
}

TEST(PlainSinkTest, FailuresAreSummedUpBehindTheReplay) {
  SinkOptions options = PipeOptions();
  options.failure_summary = true;
  Fixture test(std::move(options));
  test.drive.Begin(1);
  test.drive.Run(0, "ONE", {.exit_status = 1, .output = "bad\n"});
  test.drive.Replay("a.o", "odd\n");
  test.drive.End();
  // What failed has scrolled away, so its output is shown once more.
  EXPECT_EQ(test.stream.text,
            "[1/1] ONE\nFAILED: [code=1] out \nrun 0\nbad\n"
            "REPLAYED: a.o\nodd\n"
            "\n1 step failed:\n  out (exit 1)\n    bad\n");
}

TEST(PlainSinkTest, VerboseShowsCommandsALineEach) {
  SinkOptions options = TerminalOptions();
  options.verbosity = Verbosity::kVerbose;
  Fixture test(std::move(options));
  test.drive.Begin(2);
  test.drive.Run(0, "ONE");
  test.drive.Run(1, "TWO");
  test.drive.End();
  EXPECT_EQ(test.stream.text, "[1/2] run 0\n[2/2] run 1\n");
}

TEST(PlainSinkTest, AnEdgeWithoutDescriptionIsItsCommand) {
  Fixture test(PipeOptions());
  test.drive.Begin(1);
  test.drive.Run(0, "");
  test.drive.End();
  EXPECT_EQ(test.stream.text, "[1/1] run 0\n");
}

TEST(PlainSinkTest, QuietShowsOnlyOutputAndFailures) {
  SinkOptions options = PipeOptions();
  options.verbosity = Verbosity::kNoStatus;
  Fixture test(std::move(options));
  test.drive.Begin(3);
  test.drive.Run(0, "ONE", {.exit_status = 1, .output = "hi\n"});
  test.drive.Run(1, "TWO", {.output = "two\n"});
  test.drive.Run(2, "THREE");
  test.drive.End();
  EXPECT_EQ(test.stream.text, "FAILED: [code=1] out \nrun 0\nhi\ntwo\n");
}

TEST(PlainSinkTest, OutputWithoutNewlineIsSeparatedOnlyWhereWanted) {
  for (const bool separate : {false, true}) {
    SinkOptions options = PipeOptions();
    options.separate_output = separate;
    Fixture test(std::move(options));
    test.drive.Begin(2);
    test.drive.Run(0, "ONE", {.output = "abc"});
    test.drive.Run(1, "TWO");
    test.drive.End();
    EXPECT_EQ(test.stream.text, separate ? "[1/2] ONE\nabc\n[2/2] TWO\n"
                                         : "[1/2] ONE\nabc[2/2] TWO\n\n");
  }
}

TEST(PlainSinkTest, AConsoleEdgeIsAnnouncedBeforeItHasTheConsole) {
  Fixture test(TerminalOptions());
  test.drive.Begin(2);
  test.drive.Start(0, "CON", true);
  EXPECT_EQ(test.stream.Take(), "\r[0/2] CON\x1b[K\n");
  test.drive.End(0);
  test.drive.Run(1, "TWO", {.output = "two\n"});
  test.drive.End();
  EXPECT_EQ(test.stream.text, "\r[1/2] TWO\x1b[K\r[2/2] TWO\x1b[K\ntwo\n");
}

TEST(PlainSinkTest, NothingIsPrintedWhileTheConsoleIsTaken) {
  Fixture test(TerminalOptions());
  test.drive.Begin(4);
  test.drive.Start(0, "CON", true);
  test.stream.Take();
  test.drive.Run(1, "ONE", {.output = "one\n"});
  test.drive.Run(2, "TWO");
  test.sink.Tick(0);
  EXPECT_EQ(test.stream.text, "");
  test.drive.End(0);
  test.sink.Tick(0);
  // Of the status lines only the last, and those that have output.
  EXPECT_EQ(test.stream.text, "[1/4] ONE\none\n\r[2/4] TWO\x1b[K");
}

TEST(PlainSinkTest, AFailedConsoleEdgeShowsItsCommand) {
  Fixture test(PipeOptions());
  test.drive.Begin(1);
  test.drive.Start(0, "CON", true);
  test.drive.End(0, {.exit_status = 5});
  test.drive.End();
  EXPECT_EQ(test.stream.text, "[0/1] CON\nFAILED: [code=5] out \nrun 0\n");
}

TEST(PlainSinkTest, ReasonsStandBeforeTheirStatusLine) {
  Fixture test(PipeOptions());
  test.drive.Begin(2);
  test.drive.Explain(0, "one is missing");
  test.drive.Explain(1, "two is older");
  test.drive.Explain(1, "two changed");
  test.drive.Start(0, "ONE");
  test.drive.Start(1, "TWO");
  test.drive.End(1);
  test.drive.End(0);
  test.drive.End();
  EXPECT_EQ(test.stream.text,
            "prog explain: two is older\nprog explain: two changed\n"
            "[1/2] TWO\nprog explain: one is missing\n[2/2] ONE\n");
}

TEST(PlainSinkTest, ReasonsAreToldOnceAndOnALineOfTheirOwn) {
  Fixture test(TerminalOptions());
  test.drive.Begin(2);
  test.drive.Run(0, "ONE");
  test.drive.Explain(1, "two is missing");
  test.drive.Run(1, "TWO");
  test.drive.End();
  EXPECT_EQ(test.stream.text,
            "\r[0/2] ONE\x1b[K\r[1/2] ONE\x1b[K\n"
            "prog explain: two is missing\n"
            "\r[1/2] TWO\x1b[K\r[2/2] TWO\x1b[K\n");
}

TEST(PlainSinkTest, MessagesSayHowGraveTheyAre) {
  Fixture test(PipeOptions());
  test.drive.Say(Message::Kind::kInfo, "no work to do.");
  test.drive.Say(Message::Kind::kWarning, "odd");
  test.drive.Say(Message::Kind::kError, "bad");
  EXPECT_EQ(test.stream.text,
            "prog: no work to do.\nprog: warning: odd\nprog: error: bad\n");
}

TEST(PlainSinkTest, AMessageEndsTheStatusLine) {
  Fixture test(TerminalOptions());
  test.drive.Begin(1);
  test.drive.Start(0, "ONE");
  test.drive.Say(Message::Kind::kWarning, "odd");
  EXPECT_EQ(test.stream.text, "\r[0/1] ONE\x1b[K\nprog: warning: odd\n");
}

TEST(PlainSinkTest, ATurnOfTheLoopIsOneWrite) {
  Fixture test(PipeOptions());
  test.drive.Begin(3);
  test.drive.Run(0, "ONE", {.output = "one\n"});
  test.drive.Run(1, "TWO", {.exit_status = 1});
  test.drive.Run(2, "THREE");
  test.drive.TickMs();
  EXPECT_EQ(test.stream.writes, 1);
  test.drive.TickMs();
  EXPECT_EQ(test.stream.writes, 1);
}

TEST(PlainSinkTest, ASecondBuildCountsFromTheBeginning) {
  Fixture test(PipeOptions());
  test.drive.Begin(1);
  test.drive.Run(0, "GENERATE");
  test.drive.End();
  test.drive.Begin(1);
  test.drive.Run(0, "ONE");
  test.drive.End();
  EXPECT_EQ(test.stream.text, "[1/1] GENERATE\n[1/1] ONE\n");
}

SinkOptions OwnStyleOptions() {
  SinkOptions options = PipeOptions();
  options.failure_summary = true;
  options.separate_output = true;
  options.still_running_ns = 30'000'000'000;
  return options;
}

TEST(StillRunningTest, NamesTheLongestCommandAfterASilence) {
  Fixture test(OwnStyleOptions());
  test.drive.Begin(3);
  test.drive.Start(0, "LINK a");
  EXPECT_EQ(test.drive.TickMs(), 30000);
  test.drive.AdvanceMs(10000);
  test.drive.Start(1, "LINK b");
  test.drive.AdvanceMs(19999);
  EXPECT_EQ(test.drive.TickMs(), 30000);
  EXPECT_EQ(test.stream.text, "");
  test.drive.AdvanceMs(1);
  EXPECT_EQ(test.drive.TickMs(), 60000);
  EXPECT_EQ(test.stream.text,
            "prog: still running after 00:30: LINK a, and 1 more\n");
}

TEST(StillRunningTest, AnythingPrintedBeginsANewSilence) {
  Fixture test(OwnStyleOptions());
  test.drive.Begin(3);
  test.drive.Start(0, "LINK a");
  test.drive.AdvanceMs(20000);
  test.drive.Run(1, "CC b");
  EXPECT_EQ(test.drive.TickMs(), 50000);
  test.drive.AdvanceMs(30000);
  EXPECT_EQ(test.drive.TickMs(), 80000);
  EXPECT_EQ(test.stream.text,
            "[1/3] CC b\nprog: still running after 00:50: LINK a\n");
}

TEST(StillRunningTest, StaysSilentWithNothingRunningOrTheConsoleTaken) {
  Fixture test(OwnStyleOptions());
  test.drive.Begin(3);
  EXPECT_EQ(test.drive.TickMs(), -1);
  test.drive.Start(0, "CON", true);
  test.stream.Take();
  test.drive.AdvanceMs(60000);
  EXPECT_EQ(test.drive.TickMs(), -1);
  EXPECT_EQ(test.stream.text, "");
  // What the console edge printed nobody knows, so the silence begins here.
  test.drive.Start(1, "LINK a");
  test.drive.End(0);
  EXPECT_EQ(test.drive.TickMs(), 90000);
}

TEST(StillRunningTest, IsOffUnlessAskedFor) {
  Fixture test(PipeOptions());
  test.drive.Begin(1);
  test.drive.Start(0, "LINK a");
  EXPECT_EQ(test.drive.TickMs(), -1);
}

TEST(FailureSummaryTest, RepeatsWhatHasScrolledAway) {
  Fixture test(OwnStyleOptions());
  test.drive.Begin(2);
  test.drive.Run(0, "ONE", {.exit_status = 1, .output = "error: x"});
  test.drive.Run(1, "TWO");
  test.drive.End();
  EXPECT_EQ(test.stream.text,
            "[1/2] ONE\nFAILED: [code=1] out \nrun 0\nerror: x\n[2/2] TWO\n"
            "\n1 step failed:\n  out (exit 1)\n    error: x\n");
}

TEST(FailureSummaryTest, OnlyNamesWhatIsStillOnTheScreen) {
  Fixture test(OwnStyleOptions());
  test.drive.Begin(1);
  test.drive.Run(0, "ONE",
                 {.exit_status = 137,
                  .output = "killed\n",
                  .outputs = {"a.o", "a.d", "a.x"},
                  .log_path = ".xb/log/1"});
  test.drive.End();
  EXPECT_EQ(test.stream.text,
            "[1/1] ONE\nFAILED: [code=137] a.o a.d a.x \nrun 0\nkilled\n"
            "\n1 step failed:\n"
            "  a.o and 2 more (exit 137), log in .xb/log/1\n");
}

TEST(FailureSummaryTest, NamesEveryFailureWithTheEndOfItsOutput) {
  Fixture test(OwnStyleOptions());
  std::string many_lines;
  for (int i = 1; i <= 12; ++i) many_lines += std::to_string(i) + "\n";
  test.drive.Begin(2);
  test.drive.Run(0, "A",
                 {.exit_status = 1, .output = many_lines, .outputs = {"a"}});
  test.drive.Run(1, "B", {.exit_status = 2, .outputs = {"b"}});
  test.sink.Tick(0);
  test.stream.Take();
  test.drive.End();
  EXPECT_EQ(test.stream.text,
            "\n2 steps failed:\n  a (exit 1)\n    ...\n    3\n    4\n    5\n"
            "    6\n    7\n    8\n    9\n    10\n    11\n    12\n"
            "  b (exit 2)\n");
}

TEST(FailureSummaryTest, SaysNothingAboutSuccess) {
  Fixture test(OwnStyleOptions());
  test.drive.Begin(1);
  test.drive.Run(0, "ONE");
  test.drive.End();
  EXPECT_EQ(test.stream.text, "[1/1] ONE\n");
}

}  // namespace
}  // namespace xb
