// SPDX-License-Identifier: Apache-2.0
#include "status/fancy_sink.h"

#include <gtest/gtest.h>

#include <string>

#include "unit/status/fake_terminal.h"
#include "unit/status/sink_driver.h"

namespace xb {
namespace {

struct FancyFixture {
  explicit FancyFixture(bool failure_summary = false)
      : sink(Options(failure_summary), &terminal, &terminal), drive(&sink) {}

  SinkOptions Options(bool failure_summary) {
    SinkOptions options;
    options.program = "xb";
    options.smart = true;
    options.columns = [this] { return columns; };
    options.failure_summary = failure_summary;
    return options;
  }

  // Lets a frame pass and draws.
  void Frame() {
    drive.AdvanceMs(100);
    drive.TickMs();
  }

  void Resize(int new_columns) {
    columns = new_columns;
    terminal.Resize(static_cast<size_t>(new_columns));
    drive.TerminalChanges();
  }

  int columns = 60;
  FakeTerminal terminal{60};
  FancySink sink;
  SinkDriver drive;
};

TEST(FancySinkTest, DrawsABarAndTheRunningCommands) {
  FancyFixture test;
  test.drive.Begin(4);
  test.drive.Run(0, "CC z");
  test.drive.Start(1, "CC a");
  test.drive.AdvanceMs(3000);
  test.drive.Start(2, "CC b");
  test.Frame();
  EXPECT_EQ(test.terminal.Screen(),
            "[=====>              ] 1/4  2 running  00:03\n"
            "  00:03  CC a\n"
            "  00:00  CC b\n");
}

TEST(FancySinkTest, ShowsFailuresAndTheTimeLeft) {
  FancyFixture test;
  test.drive.Begin(4);
  test.drive.Start(0, "CC a");
  test.drive.Start(1, "CC b");
  test.drive.AdvanceMs(10000);
  test.drive.End(0);
  test.drive.End(1, {.exit_status = 1});
  test.drive.TickMs();
  EXPECT_EQ(test.terminal.Screen(),
            "FAILED: [code=1] out\nrun 1\n"
            "2/4  0 running  1 failed  00:10  ETA 00:10\n");
}

TEST(FancySinkTest, ReplayComesBeforeTheFinalLine) {
  FancyFixture test;
  test.drive.Begin(1);
  test.drive.Run(0, "CC z");
  test.drive.Replay("a.o", "odd");
  test.drive.End();
  EXPECT_EQ(test.terminal.Screen(),
            "REPLAYED: a.o\nodd\n[1/1] done after 0.0s\n");
}

TEST(FancySinkTest, ReplayWithoutABuildIsAllThatIsShown) {
  FancyFixture test;
  test.drive.Begin(0);
  test.drive.Replay("a.o", "odd\n");
  test.drive.End();
  EXPECT_EQ(test.terminal.Screen(), "REPLAYED: a.o\nodd\n");
}

TEST(FancySinkTest, AFrameReplacesTheOneBefore) {
  FancyFixture test;
  test.drive.Begin(3);
  test.drive.Start(0, "CC a");
  test.drive.Start(1, "CC b");
  test.Frame();
  test.drive.End(0);
  test.drive.End(1);
  test.drive.Start(2, "LINK");
  test.Frame();
  EXPECT_EQ(test.terminal.Screen(),
            "[=============>      ] 2/3  1 running  00:00  ETA 00:00\n"
            "  00:00  LINK\n");
}

TEST(FancySinkTest, DrawsAtMostTenTimesASecond) {
  FancyFixture test;
  test.drive.Begin(1000);
  for (uint32_t edge = 0; edge < 1000; ++edge) {
    test.drive.Run(edge, "CC", {.output = "warning\n"});
    test.drive.AdvanceMs(1);
    test.drive.TickMs();
  }
  EXPECT_EQ(test.terminal.writes, 10);
}

TEST(FancySinkTest, LeavesTheTerminalToAShell) {
  FancyFixture test;
  test.drive.Begin(2);
  test.drive.Start(0, "CC a");
  test.drive.Start(1, "CC b");
  test.Frame();
  test.drive.TerminalIsLeft();
  EXPECT_EQ(test.terminal.Screen(), "");
  test.terminal.Write("[1]+  Stopped\n$ fg\n");
  test.Frame();
  EXPECT_EQ(test.terminal.Screen(), "[1]+  Stopped\n$ fg\n");
  test.drive.TerminalChanges();
  test.drive.End(0, {.output = "odd"});
  test.drive.End(1);
  test.drive.End();
  EXPECT_EQ(test.terminal.Screen(),
            "[1]+  Stopped\n$ fg\n"
            "[1/2] CC a\nodd\n[2/2] done after 0.2s\n");
}

TEST(FancySinkTest, WritesNothingWhenNothingChanged) {
  FancyFixture test;
  test.drive.Begin(2);
  test.drive.Start(0, "CC a");
  EXPECT_EQ(test.drive.TickMs(), 100);
  test.drive.AdvanceMs(100);
  // The next change is that of the ages.
  EXPECT_EQ(test.drive.TickMs(), 1100);
  test.drive.AdvanceMs(999);
  EXPECT_EQ(test.drive.TickMs(), 1100);
  EXPECT_EQ(test.terminal.writes, 1);
  test.drive.AdvanceMs(1);
  EXPECT_EQ(test.drive.TickMs(), 2100);
  EXPECT_EQ(test.terminal.writes, 2);
}

TEST(FancySinkTest, OutputScrollsAbove) {
  FancyFixture test;
  test.drive.Begin(3);
  test.drive.Start(0, "CC a");
  test.drive.Start(1, "CC b");
  test.Frame();
  test.drive.End(1, {.output = "warning: no newline"});
  test.Frame();
  test.drive.End(0, {.output = "warning: two\nlines\n"});
  test.Frame();
  EXPECT_EQ(test.terminal.Screen(),
            "[1/3] CC b\nwarning: no newline\n"
            "[2/3] CC a\nwarning: two\nlines\n"
            "[=============>      ] 2/3  0 running  00:00  ETA 00:00\n");
}

TEST(FancySinkTest, AFinishedBuildLeavesOneLine) {
  FancyFixture test;
  test.drive.Begin(2);
  test.drive.Start(0, "CC a");
  test.Frame();
  test.drive.End(0);
  test.drive.Run(1, "LINK");
  test.drive.AdvanceMs(1234);
  test.drive.End();
  EXPECT_EQ(test.terminal.Screen(), "[2/2] done after 1.3s\n");
  EXPECT_EQ(test.terminal.column(), 0u);
}

TEST(FancySinkTest, ABuildWithNothingToDoLeavesNothing) {
  FancyFixture test;
  test.drive.Begin(0);
  test.drive.TickMs();
  test.drive.End();
  EXPECT_EQ(test.terminal.Screen(), "");
  EXPECT_EQ(test.terminal.writes, 0);
}

TEST(FancySinkTest, AFailedBuildLeavesNoGarbage) {
  FancyFixture test(/*failure_summary=*/true);
  test.drive.Begin(3);
  test.drive.Start(0, "CC a");
  test.drive.Start(1, "CC b");
  test.Frame();
  test.drive.End(0, {.exit_status = 1, .output = "error: x\n"});
  test.Frame();
  test.drive.End(1);
  test.drive.End();
  EXPECT_EQ(test.terminal.Screen(),
            "FAILED: [code=1] out\nrun 0\nerror: x\n"
            "[2/3] 1 failed after 0.2s\n"
            "\n1 step failed:\n  out (exit 1)\n");
}

TEST(FancySinkTest, AnInterruptedBuildSaysSo) {
  FancyFixture test;
  test.drive.Begin(3);
  test.drive.Run(0, "CC a");
  test.drive.Start(1, "CC b");
  test.Frame();
  test.drive.End();
  EXPECT_EQ(test.terminal.Screen(), "[1/3] stopped after 0.1s\n");
}

TEST(FancySinkTest, ANarrowerTerminalLeavesNoGarbage) {
  FancyFixture test;
  test.drive.Begin(2);
  test.drive.Run(0, "CC z", {.output = "kept\n"});
  test.drive.Start(1, "CC a_rather_long_name_in_a/deep/directory.cc");
  test.Frame();
  test.Resize(20);
  test.Frame();
  EXPECT_EQ(test.terminal.Screen(),
            "[1/2] CC z\nkept\n"
            "1/2  1 r...ng  00:00\n"
            "  00:00 ...ectory.cc\n");
}

TEST(FancySinkTest, AWiderTerminalLeavesNoGarbage) {
  FancyFixture test;
  test.drive.Begin(2);
  test.Resize(10);
  test.drive.Start(0, "CC a_rather_long_name");
  test.Frame();
  test.Resize(60);
  test.Frame();
  EXPECT_EQ(test.terminal.Screen(),
            "[>                   ] 0/2  1 running  00:00\n"
            "  00:00  CC a_rather_long_name\n");
}

TEST(FancySinkTest, ShowsAtMostSixCommands) {
  FancyFixture test;
  test.drive.Begin(9);
  for (uint32_t edge = 0; edge < 9; ++edge) {
    test.drive.Start(edge, std::to_string(edge));
  }
  test.Frame();
  EXPECT_EQ(test.terminal.Screen(),
            "[>                   ] 0/9  9 running  00:00\n"
            "  00:00  0\n  00:00  1\n  00:00  2\n"
            "  00:00  3\n  00:00  4\n  00:00  5\n");
}

TEST(FancySinkTest, ControlBytesOfACommandDoNotReachTheScreen) {
  FancyFixture test;
  test.drive.Begin(1);
  test.drive.Start(0, "a\tb\nc\x1b[31md");
  test.Frame();
  EXPECT_EQ(test.terminal.Screen(),
            "[>                   ] 0/1  1 running  00:00\n"
            "  00:00  a b cd\n");
}

TEST(FancySinkTest, AConsoleEdgeHasTheTerminalForItself) {
  FancyFixture test;
  test.drive.Begin(3);
  test.drive.Start(0, "CC a");
  test.Frame();
  test.drive.Start(1, "TEST", true);
  EXPECT_EQ(test.terminal.Screen(), "[0/3] TEST\n");
  const int writes = test.terminal.writes;
  test.drive.End(0, {.output = "late\n"});
  test.Frame();
  EXPECT_EQ(test.terminal.writes, writes);
  // The command leaves the cursor behind its text.
  test.terminal.Write("by the command");
  test.drive.End(1);
  test.Frame();
  EXPECT_EQ(test.terminal.Screen(),
            "[0/3] TEST\nby the command\n"
            "[1/3] CC a\nlate\n"
            "[=============>      ] 2/3  0 running  00:00  ETA 00:00\n");
}

TEST(FancySinkTest, AConsoleEdgeThatEndsItsLineCostsNoEmptyOne) {
  FancyFixture test;
  test.drive.Begin(1);
  test.drive.Start(0, "TEST", true);
  test.terminal.Write("by the command\n");
  test.drive.End(0);
  test.drive.End();
  EXPECT_EQ(test.terminal.Screen(),
            "[0/1] TEST\nby the command\n[1/1] done after 0.0s\n");
}

TEST(FancySinkTest, MessagesAndReasonsStandAboveTheBlock) {
  FancyFixture test;
  test.drive.Begin(2);
  test.drive.Start(0, "CC a");
  test.Frame();
  test.drive.Say(Message::Kind::kWarning, "odd");
  test.drive.Explain(1, "b is missing");
  test.drive.Start(1, "CC b");
  test.Frame();
  test.drive.Say(Message::Kind::kInfo, "for your information");
  test.Frame();
  EXPECT_EQ(test.terminal.Screen(),
            "xb: warning: odd\nxb explain: b is missing\n"
            "xb: for your information\n"
            "[>                   ] 0/2  2 running  00:00\n"
            "  00:00  CC a\n  00:00  CC b\n");
}

TEST(FancySinkTest, AMessageOutsideABuildIsNotHeldBack) {
  FancyFixture test;
  test.drive.Say(Message::Kind::kInfo, "no work to do.");
  EXPECT_EQ(test.terminal.Screen(), "xb: no work to do.\n");
}

}  // namespace
}  // namespace xb
