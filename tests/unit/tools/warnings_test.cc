// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "history/records.h"
#include "support/temp_dir.h"
#include "unit/history/log_support.h"
#include "unit/tools/tool_driver.h"

namespace xb {
namespace {

constexpr char kWarningsManifest[] =
    "rule cc\n"
    "  command = cc $in -o $out\n"
    "build a.o | a.d: cc a.c\n"
    "build b.o: cc b.c\n"
    "build app: cc a.o b.o\n"
    "build other: cc a.d\n"
    "default app\n";

RunRecord RunOf(std::string output_path, int exit_status, std::string output) {
  RunRecord run;
  run.output_path = std::move(output_path);
  run.exit_status = exit_status;
  run.output_size = output.size();
  run.output = std::move(output);
  return run;
}

class WarningsToolTest : public ::testing::Test {
 protected:
  void Given(const std::vector<RunRecord>& runs) {
    const TempDir directory;
    RealDisk disk;
    Records records(disk, directory / "records");
    for (const RunRecord& run : runs) records.Append(run);
    ASSERT_TRUE(records.Flush().ok());
    driver_.disk.Create(".xb/records", ReadBytes(directory / "records"));
  }

  ToolDriver driver_{kWarningsManifest};
};

TEST_F(WarningsToolTest, ShowsWhatWasPrintedInTheOrderOfTheBuild) {
  Given({RunOf("app", 0, "app warns\n"), RunOf("a.o", 0, "a warns"),
         RunOf("gone.o", 0, "gone\n")});
  EXPECT_EQ(driver_.Output({"warnings"}), "a.o:\na warns\napp:\napp warns\n");
}

TEST_F(WarningsToolTest, OnlyOfTheTargets) {
  Given({RunOf("app", 0, "app\n"), RunOf("a.o", 0, "a\n"),
         RunOf("b.o", 0, "b\n")});
  EXPECT_EQ(driver_.Output({"warnings", "b.o"}), "b.o:\nb\n");
  // Its command is that of a.o.
  EXPECT_EQ(driver_.Output({"warnings", "other"}), "a.o:\na\n");
}

TEST_F(WarningsToolTest, OnlyTheLastRunCountsAndOnlyIfItSucceeded) {
  Given({RunOf("a.o", 0, "old\n"), RunOf("a.o", 0, "new\n"),
         RunOf("b.o", 0, "warns\n"), RunOf("b.o", 1, "fails\n"),
         RunOf("app", 0, "warns\n"), RunOf("app", 0, "")});
  EXPECT_EQ(driver_.Output({"warnings"}), "a.o:\nnew\n");
}

TEST_F(WarningsToolTest, ARunThatTheBuildLogDoesNotTellOfDoesNotCount) {
  RunRecord ours = RunOf("a.o", 0, "a warns\n");
  ours.log_start_ms = 1;
  ours.log_end_ms = 2;
  RunRecord repeated = RunOf("b.o", 0, "b warns\n");
  repeated.log_start_ms = 1;
  repeated.log_end_ms = 3;
  Given({ours, repeated});
  driver_.prepare = [](Overlay& overlay, BuildLog& log, DepsLog&) {
    for (const char* const output : {"a.o", "b.o"}) {
      log.Record(overlay.Intern(output), {.start_ms = 1, .end_ms = 2});
    }
  };
  EXPECT_EQ(driver_.Output({"warnings"}), "a.o:\na warns\n");
}

TEST_F(WarningsToolTest, TellsWhatWasNotKept) {
  RunRecord run = RunOf("a.o", 0, std::string(Records::kMaxOutput, 'x'));
  run.output_size += 7;
  Given({run});
  EXPECT_TRUE(driver_.Output({"warnings"}).ends_with("\n[7 more bytes]\n"));
}

TEST_F(WarningsToolTest, WithoutRecordsThereIsNothing) {
  EXPECT_EQ(driver_.Output({"warnings"}), "");
}

TEST_F(WarningsToolTest, UnknownTargetIsAnError) {
  EXPECT_EQ(driver_.Run({"warnings", "nowhere"}), 1);
}

}  // namespace
}  // namespace xb
