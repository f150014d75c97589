// SPDX-License-Identifier: Apache-2.0
#include "status/sinks.h"

#include <gtest/gtest.h>

#include "unit/status/fake_terminal.h"

namespace xb {
namespace {

Result<SinkOptions> Decide(const Settings& settings, bool smart) {
  return DecideSinkOptions(settings, {.smart = smart, .color = smart}, "prog",
                           3);
}

TEST(SinksTest, OwnStyleOnATerminalIsFancy) {
  const Settings settings;
  const SinkOptions options = Decide(settings, true).Take();
  EXPECT_TRUE(options.fancy);
  EXPECT_TRUE(options.failure_summary);
  // The block shows what is running.
  EXPECT_EQ(options.still_running_ns, 0);
  EXPECT_EQ(options.parallelism, 3);
  EXPECT_EQ(options.program, "prog");
}

TEST(SinksTest, OwnStyleInAPipeSaysWhatStillRuns) {
  const Settings settings;
  EXPECT_EQ(Decide(settings, false).Take().still_running_ns, 30'000'000'000);
}

TEST(SinksTest, AnotherPersonalityHasNoExtras) {
  Settings settings;
  settings.personality = Personality::kNinja;
  for (const bool smart : {false, true}) {
    const SinkOptions options = Decide(settings, smart).Take();
    EXPECT_FALSE(options.fancy);
    EXPECT_FALSE(options.failure_summary);
    EXPECT_EQ(options.still_running_ns, 0);
  }
}

TEST(SinksTest, AFormatOfStatusLinesMeansStatusLines) {
  Settings settings;
  settings.status_format.Set("%f ", Origin::kEnvironment);
  EXPECT_FALSE(Decide(settings, true).Take().fancy);

  Settings with_flag;
  with_flag.status_template.Set("$finished", Origin::kFlag);
  EXPECT_FALSE(Decide(with_flag, true).Take().fancy);
}

TEST(SinksTest, TheFlagWinsOverTheEnvironment) {
  Settings settings;
  // Wrong, but not looked at.
  settings.status_format.Set("%z", Origin::kEnvironment);
  settings.status_template.Set("$finished", Origin::kFlag);
  EXPECT_TRUE(Decide(settings, true).ok());
}

TEST(SinksTest, AWrongFormatIsAnError) {
  Settings settings;
  settings.status_format.Set("%z", Origin::kEnvironment);
  EXPECT_EQ(Decide(settings, true).error().message,
            "unknown placeholder '%z' in $NINJA_STATUS");
}

TEST(SinksTest, VerboseIsNeverFancy) {
  Settings settings;
  settings.verbosity.Set(Verbosity::kVerbose, Origin::kFlag);
  StringStream stream;
  const auto sink =
      MakeEventSink(Decide(settings, true).Take(), &stream, &stream);
  sink->On(BuildStarted{});
  sink->On(PlanChanged{.total_edges = 1});
  sink->On(EdgeFinished{.description = "CC", .command = "cc -c a.c"});
  sink->Tick(0);
  EXPECT_EQ(stream.text, "[1/1] cc -c a.c\n");
}

TEST(SettingTest, TheStrongerOriginWins) {
  Setting<int> jobs{1};
  EXPECT_TRUE(jobs.is_default());
  jobs.Set(4, Origin::kFlag);
  jobs.Set(8, Origin::kEnvironment);
  EXPECT_EQ(*jobs, 4);
  EXPECT_EQ(jobs.origin, Origin::kFlag);
}

TEST(SettingTest, TheLastOfEqualOriginsWins) {
  Setting<int> jobs{1};
  jobs.Set(4, Origin::kFlag);
  jobs.Set(8, Origin::kFlag);
  EXPECT_EQ(*jobs, 8);
}

}  // namespace
}  // namespace xb
