// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "history/records.h"
#include "support/temp_dir.h"
#include "unit/history/log_support.h"
#include "unit/tools/tool_driver.h"

namespace xb {
namespace {

constexpr char kWhyManifest[] =
    "rule cc\n"
    "  command = cc $flags -c $in -o $out\n"
    "build a.o: cc a.c\n"
    "  flags = -O2\n"
    "build app: cc a.o\n"
    "build all: phony app\n";

RunRecord WhyRunOf(std::string output, std::string command,
                   std::string reason) {
  RunRecord run;
  run.output_path = std::move(output);
  run.command = std::move(command);
  run.reason = std::move(reason);
  run.duration_ms = 1250;
  run.user_us = 1000000;
  run.system_us = 50000;
  run.max_rss_kb = 2048;
  return run;
}

// The bytes of a file that holds these runs.
std::string RecordsOf(const std::vector<RunRecord>& runs) {
  const TempDir directory;
  const std::string path = directory.path() + "/records";
  RealDisk disk;
  Records records(disk, path);
  for (const RunRecord& run : runs) records.Append(run);
  XB_CHECK(records.Flush().ok());
  return ReadBytes(path);
}

bool Contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

TEST(WhyToolTest, TellsTheLastRunFromTheRecords) {
  ToolDriver driver(kWhyManifest);
  driver.disk.Create(".xb/records",
                     RecordsOf({WhyRunOf("a.o", "cc -O2 -c a.c -o a.o",
                                         "output a.o doesn't exist")}));
  const std::string text = driver.Output({"why", "a.o"});
  EXPECT_TRUE(Contains(text,
                       ", 1.250 s (user 1.000 s, system 0.050 s, peak 2.0 MB), "
                       "succeeded\n  because:    output a.o doesn't exist\n"))
      << text;
  // The command is what it was.
  EXPECT_FALSE(Contains(text, "command:")) << text;
}

TEST(WhyToolTest, ShowsTheWordsOfTheCommandThatChanged) {
  ToolDriver driver(kWhyManifest);
  RunRecord first = WhyRunOf("a.o", "cc -O0 -c a.c -o a.o", "new");
  RunRecord second = WhyRunOf("a.o", "cc -O1 -c a.c -o a.o", "changed");
  second.exit_status = 2;
  driver.disk.Create(".xb/records", RecordsOf({first, second}));
  const std::string text = driver.Output({"why", "a.o"});
  EXPECT_TRUE(Contains(text, "failed with status 2\n")) << text;
  EXPECT_TRUE(Contains(text,
                       "  command:    changed for that run\n"
                       "      cc\n"
                       "    - -O0\n"
                       "    + -O1\n"
                       "      -c a.c -o ...\n"))
      << text;
  EXPECT_TRUE(Contains(text,
                       "  command:    changed since\n"
                       "      cc\n"
                       "    - -O1\n"
                       "    + -O2\n"))
      << text;
}

TEST(WhyToolTest, NamesTheVariablesThatChangedForTheLastRun) {
  ToolDriver driver(kWhyManifest);
  const TempDir directory;
  const std::string path = directory / "records";
  RealDisk disk;
  Records records(disk, path);
  const RunRecord run = WhyRunOf("a.o", "cc -O2 -c a.c -o a.o", "changed");
  records.SetEnvironment(
      {.digest = 1, .variables = {{"CPATH", 1}, {"LANG", 1}}});
  records.Append(run);
  records.SetEnvironment({.digest = 2, .variables = {{"LANG", 2}, {"LIB", 1}}});
  records.Append(run);
  ASSERT_TRUE(records.Flush().ok());
  driver.disk.Create(".xb/records", ReadBytes(path));
  const std::string text = driver.Output({"why", "a.o"});
  EXPECT_TRUE(Contains(text,
                       "  environment: changed for that run\n"
                       "    CPATH is no longer set\n"
                       "    LANG changed\n"
                       "    LIB was not set\n"))
      << text;
}

TEST(WhyToolTest, FollowsThePresentReasonToItsRoot) {
  ToolDriver driver(kWhyManifest);
  driver.disk.Create("a.c");
  EXPECT_EQ(driver.Output({"why", "all"}),
            "all:\n"
            "  now:        out of date\n"
            "    app is dirty\n"
            "      a.o is dirty\n"
            "        output a.o doesn't exist\n");
}

TEST(WhyToolTest, SaysWhenNothingIsToBeDone) {
  ToolDriver driver("rule r\n  command = r\nbuild out: r in\n");
  driver.disk.Create("in");
  driver.disk.Create("out");
  driver.prepare = [](Overlay& overlay, BuildLog& log, DepsLog&) {
    log.Record(overlay.Intern("out"),
               {.mtime_ns = 1, .command_hash = log.HashCommand("r")});
  };
  EXPECT_EQ(driver.Output({"why", "out", "in"}),
            "out:\n"
            "  last run:   none that is on record\n"
            "  now:        up to date\n"
            "in:\n"
            "  no step makes it: it is a source\n");
}

TEST(WhyToolTest, WithoutATargetTheUsageIsShown) {
  ToolDriver driver;
  EXPECT_EQ(driver.Run({"why"}), 1);
  EXPECT_EQ(driver.out.text.substr(0, 30), "usage: ninja -t why TARGET...\n");
}

}  // namespace
}  // namespace xb
