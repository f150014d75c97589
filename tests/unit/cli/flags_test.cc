// SPDX-License-Identifier: Apache-2.0
#include "cli/flags.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cli/parallelism.h"
#include "os/system.h"

namespace xb {
namespace {

using Words = std::vector<std::string>;

int Processors() { return 4; }

Invocation Parse(const std::string& program, Words words) {
  words.insert(words.begin(), program);
  // getopt_long speaks for itself.
  testing::internal::CaptureStderr();
  Result<Invocation> parsed = ParseFlags(words, Processors);
  testing::internal::GetCapturedStderr();
  if (parsed.ok()) return parsed.Take();
  ADD_FAILURE() << parsed.error().message;
  return {};
}
Invocation Ninja(const Words& words) { return Parse("ninja", words); }
Invocation Xb(const Words& words) { return Parse("xb", words); }

Error ErrorOf(Words words, const std::string& program = "ninja") {
  words.insert(words.begin(), program);
  Result<Invocation> parsed = ParseFlags(words, Processors);
  return parsed.ok() ? MakeError("no error") : parsed.TakeError();
}

TEST(PersonalityTest, ComesFromTheLastComponentOfTheName) {
  EXPECT_EQ(PersonalityOf("xb"), Personality::kXb);
  EXPECT_EQ(PersonalityOf("/opt/ninja/xb"), Personality::kXb);
  EXPECT_EQ(PersonalityOf("ninja"), Personality::kNinja);
  EXPECT_EQ(PersonalityOf("/usr/bin/ninja"), Personality::kNinja);
  EXPECT_EQ(PersonalityOf("ninja-build"), Personality::kNinja);
  EXPECT_EQ(PersonalityOf("./samu"), Personality::kNinja);
  EXPECT_EQ(PersonalityOf("make"), Personality::kMake);
  EXPECT_EQ(PersonalityOf("bin/gmake"), Personality::kMake);
  EXPECT_EQ(PersonalityOf("ninja2"), Personality::kXb);
  EXPECT_EQ(PersonalityOf(""), Personality::kXb);
}

TEST(PersonalityTest, NamesTheProgramInMessages) {
  EXPECT_EQ(ProgramName(Personality::kXb), "xb");
  EXPECT_EQ(ProgramName(Personality::kNinja), "ninja");
  EXPECT_EQ(ProgramName(Personality::kMake), "make");
}

TEST(DefaultJobsTest, LeavesRoomForCommandsThatWait) {
  EXPECT_EQ(DefaultJobs(0), 2);
  EXPECT_EQ(DefaultJobs(1), 2);
  EXPECT_EQ(DefaultJobs(2), 3);
  EXPECT_EQ(DefaultJobs(8), 10);
}

TEST(FlagsTest, WithoutFlagsAllIsDefault) {
  const Invocation invocation = Ninja({});
  const Settings& settings = invocation.settings;
  EXPECT_EQ(settings.personality, Personality::kNinja);
  EXPECT_EQ(*settings.manifest, "build.ninja");
  EXPECT_EQ(*settings.directory, "");
  EXPECT_EQ(*settings.jobs, kJobsNotDecided);
  EXPECT_EQ(JobsOf(settings), DefaultJobs(ProcessorCount()));
  EXPECT_TRUE(settings.jobs.is_default());
  EXPECT_EQ(*settings.failures_allowed, 1);
  EXPECT_EQ(*settings.max_load, 0);
  EXPECT_FALSE(*settings.dry_run);
  EXPECT_EQ(*settings.verbosity, Verbosity::kNormal);
  EXPECT_EQ(*settings.freshness, FreshnessMode::kMtime);
  EXPECT_FALSE(settings.tool.value.has_value());
  EXPECT_TRUE(settings.targets.empty());
  EXPECT_FALSE(invocation.print.has_value());
}

TEST(FlagsTest, ValuesMayBeAttachedOrNot) {
  for (const Words& words : {Words{"-C", "dir", "-f", "x.ninja", "-j", "3"},
                             Words{"-Cdir", "-fx.ninja", "-j3"}}) {
    const Settings settings = Ninja(words).settings;
    EXPECT_EQ(*settings.directory, "dir");
    EXPECT_EQ(*settings.manifest, "x.ninja");
    EXPECT_EQ(*settings.jobs, 3);
    EXPECT_EQ(settings.jobs.origin, Origin::kFlag);
  }
}

TEST(FlagsTest, TargetsAndFlagsMayBeMixed) {
  const Settings settings = Ninja({"a", "-n", "b", "-v", "c"}).settings;
  EXPECT_EQ(settings.targets, Words({"a", "b", "c"}));
  EXPECT_TRUE(*settings.dry_run);
  EXPECT_EQ(*settings.verbosity, Verbosity::kVerbose);
}

TEST(FlagsTest, TwoDashesEndTheFlags) {
  const Settings settings = Ninja({"-n", "--", "-v", "-t"}).settings;
  EXPECT_EQ(settings.targets, Words({"-v", "-t"}));
  EXPECT_EQ(*settings.verbosity, Verbosity::kNormal);
}

TEST(FlagsTest, JobsOfZeroMeansNoLimit) {
  EXPECT_EQ(*Ninja({"-j0"}).settings.jobs, kUnlimited);
  EXPECT_EQ(*Ninja({"-j99999999999"}).settings.jobs, kUnlimited);
}

TEST(FlagsTest, BadJobsAreFatal) {
  for (const char* value : {"-1", "x", "3x", ""}) {
    const Error error = ErrorOf({"-j", value});
    EXPECT_EQ(error.message, "invalid -j parameter") << value;
    EXPECT_TRUE(error.is_fatal);
  }
}

TEST(FlagsTest, FailuresOfZeroOrLessMeanNoLimit) {
  EXPECT_EQ(*Ninja({"-k", "3"}).settings.failures_allowed, 3);
  EXPECT_EQ(*Ninja({"-k", "0"}).settings.failures_allowed, kUnlimited);
  EXPECT_EQ(*Ninja({"-k", "-5"}).settings.failures_allowed, kUnlimited);
}

TEST(FlagsTest, BadFailuresAreFatal) {
  EXPECT_EQ(ErrorOf({"-k", "x"}).message,
            "-k parameter not numeric; did you mean -k 0?");
}

TEST(FlagsTest, LoadIsAFraction) {
  EXPECT_EQ(*Ninja({"-l", "1.5"}).settings.max_load, 1.5);
  EXPECT_EQ(ErrorOf({"-l", "x"}).message,
            "-l parameter not numeric: did you mean -l 0.0?");
}

TEST(FlagsTest, LongFlags) {
  EXPECT_EQ(*Ninja({"--verbose"}).settings.verbosity, Verbosity::kVerbose);
  EXPECT_EQ(*Ninja({"--quiet"}).settings.verbosity, Verbosity::kNoStatus);
  EXPECT_EQ(*Ninja({"--status", "x"}).settings.status_template, "x");
  EXPECT_EQ(*Ninja({"--status=x"}).settings.status_template, "x");
  EXPECT_EQ(*Ninja({"--builddir=b"}).settings.build_dir, "b");
}

TEST(FlagsTest, LastOfEqualFlagsWins) {
  EXPECT_EQ(*Ninja({"-j2", "-j5"}).settings.jobs, 5);
  EXPECT_EQ(*Ninja({"-v", "--quiet"}).settings.verbosity, Verbosity::kNoStatus);
}

TEST(FlagsTest, VersionIsPrintedAlone) {
  for (const char* program : {"ninja", "xb"}) {
    const Invocation invocation = Parse(program, {"--version"});
    ASSERT_TRUE(invocation.print.has_value());
    EXPECT_EQ(*invocation.print, "1.13.0\n");
    EXPECT_FALSE(invocation.print_to_stderr);
    EXPECT_EQ(invocation.exit_status, 0);
  }
}

TEST(FlagsTest, HelpIsAnErrorForNinjaAndAnAnswerForXb) {
  for (const char* flag : {"-h", "--help"}) {
    const Invocation ninja = Ninja({flag});
    EXPECT_TRUE(ninja.print->starts_with("usage: ninja [options]"));
    EXPECT_TRUE(ninja.print_to_stderr);
    EXPECT_EQ(ninja.exit_status, 1);
    const Invocation xb = Xb({flag});
    EXPECT_TRUE(xb.print->starts_with("usage: xb [options]"));
    EXPECT_FALSE(xb.print_to_stderr);
    EXPECT_EQ(xb.exit_status, 0);
  }
}

TEST(FlagsTest, UnknownFlagShowsTheUsage) {
  for (const char* program : {"ninja", "xb"}) {
    const Invocation invocation = Parse(program, {"--no-such-flag"});
    ASSERT_TRUE(invocation.print.has_value());
    EXPECT_TRUE(invocation.print->starts_with("usage: "));
    EXPECT_TRUE(invocation.print_to_stderr);
    EXPECT_EQ(invocation.exit_status, 1);
  }
}

TEST(FlagsTest, FlagWithoutItsValueShowsTheUsage) {
  const Invocation invocation = Ninja({"-j"});
  ASSERT_TRUE(invocation.print.has_value());
  EXPECT_EQ(invocation.exit_status, 1);
}

TEST(FlagsTest, OwnFlagsOfXbAreUnknownToNinja) {
  EXPECT_FALSE(*Xb({"--no-wait"}).settings.wait);
  EXPECT_TRUE(Xb({"--about"}).print->starts_with("xb "));
  EXPECT_EQ(*Xb({"--freshness=mtime"}).settings.freshness,
            FreshnessMode::kMtime);
  EXPECT_EQ(
      *Xb({"--freshness=mtime", "--freshness=content"}).settings.freshness,
      FreshnessMode::kContent);
  for (const char* flag : {"--no-wait", "--about", "--freshness=mtime"}) {
    EXPECT_EQ(Ninja({flag}).exit_status, 1) << flag;
  }
}

TEST(FlagsTest, UnknownFreshnessIsAnError) {
  EXPECT_EQ(ErrorOf({"--freshness=moon"}, "xb").message,
            "unknown freshness 'moon'");
  EXPECT_EQ(ErrorOf({"--freshness=contents"}, "xb").message,
            "unknown freshness 'contents', did you mean 'content'?");
}

TEST(FlagsTest, DebugModesAdd) {
  const DebugModes debug =
      Ninja({"-d", "stats", "-dexplain", "-d", "keeprsp", "-d", "keepdepfile"})
          .settings.debug;
  EXPECT_TRUE(debug.stats);
  EXPECT_TRUE(debug.explain);
  EXPECT_TRUE(debug.keep_rsp);
  EXPECT_TRUE(debug.keep_depfile);
}

TEST(FlagsTest, UnknownDebugModeIsGuessed) {
  EXPECT_EQ(ErrorOf({"-d", "stat"}).message,
            "unknown debug setting 'stat', did you mean 'stats'?");
  EXPECT_EQ(ErrorOf({"-d", "qqqqqqqq"}).message,
            "unknown debug setting 'qqqqqqqq'");
}

TEST(FlagsTest, ListsOfModesArePrinted) {
  EXPECT_TRUE(Ninja({"-d", "list"}).print->starts_with("debugging modes:\n"));
  EXPECT_TRUE(Ninja({"-w", "list"}).print->starts_with("warning flags:\n"));
  EXPECT_EQ(Ninja({"-d", "list"}).exit_status, 1);
}

TEST(FlagsTest, WarningsAreAdjusted) {
  EXPECT_EQ(*Ninja({}).settings.phony_cycle, Reaction::kWarn);
  EXPECT_EQ(*Ninja({"-w", "phonycycle=err"}).settings.phony_cycle,
            Reaction::kError);
  EXPECT_EQ(
      *Ninja({"-wphonycycle=err", "-wphonycycle=warn"}).settings.phony_cycle,
      Reaction::kWarn);
  EXPECT_EQ(ErrorOf({"-w", "phonycycle=er"}).message,
            "unknown warning flag 'phonycycle=er', did you mean "
            "'phonycycle=err'?");
}

TEST(FlagsTest, WarningsOfThePastAreAcceptedWithAWarning) {
  EXPECT_EQ(Ninja({"-w", "dupbuild=err"}).warnings.size(), 1u);
  EXPECT_EQ(Ninja({"-w", "depfilemulti=warn"}).warnings.size(), 1u);
}

// --- Tools

TEST(FlagsTest, WhatFollowsTheToolIsTheTools) {
  const Settings settings =
      Ninja({"-n", "-t", "clean", "-g", "--version", "x"}).settings;
  EXPECT_EQ(settings.tool.value, "clean");
  EXPECT_EQ(settings.tool_arguments, Words({"-g", "--version", "x"}));
  EXPECT_TRUE(settings.targets.empty());
  EXPECT_TRUE(*settings.dry_run);
}

TEST(FlagsTest, ToolMayBeAttachedToItsFlag) {
  const Settings settings = Ninja({"-tquery", "out"}).settings;
  EXPECT_EQ(settings.tool.value, "query");
  EXPECT_EQ(settings.tool_arguments, Words({"out"}));
}

TEST(FlagsTest, UnknownToolIsFatalAndGuessed) {
  const Error error = ErrorOf({"-t", "clen"});
  EXPECT_EQ(error.message, "unknown tool 'clen', did you mean 'clean'?");
  EXPECT_TRUE(error.is_fatal);
}

// --- Commands of xb

TEST(FlagsTest, FirstWordOfXbMayBeACommand) {
  const Invocation invocation = Xb({"-C", "dir", "clean", "-g"});
  EXPECT_EQ(invocation.settings.tool.value, "clean");
  EXPECT_EQ(invocation.settings.tool_arguments, Words({"-g"}));
  EXPECT_EQ(*invocation.settings.directory, "dir");
  // Counts only if the manifest has a target of that name.
  ASSERT_NE(invocation.as_targets, nullptr);
  EXPECT_TRUE(invocation.as_targets->error.has_value());
}

TEST(FlagsTest, FlagsBehindACommandAreTheCommands) {
  const Invocation invocation = Xb({"clean", "-n", "-h"});
  EXPECT_FALSE(*invocation.settings.dry_run);
  EXPECT_FALSE(invocation.print.has_value());
  EXPECT_EQ(invocation.settings.tool_arguments, Words({"-n", "-h"}));
}

TEST(FlagsTest, CommandMayTurnOutToBeATarget) {
  const Invocation invocation = Xb({"clean", "other", "-v"});
  ASSERT_NE(invocation.as_targets, nullptr);
  const TargetReading& reading = *invocation.as_targets;
  EXPECT_FALSE(reading.error.has_value());
  EXPECT_FALSE(reading.settings.tool.value.has_value());
  EXPECT_EQ(reading.settings.targets, Words({"clean", "other"}));
  EXPECT_EQ(*reading.settings.verbosity, Verbosity::kVerbose);
}

TEST(FlagsTest, OnlyTheFirstWordMayBeACommand) {
  const Invocation invocation = Xb({"all", "clean"});
  EXPECT_EQ(invocation.as_targets, nullptr);
  EXPECT_EQ(invocation.settings.targets, Words({"all", "clean"}));
}

TEST(FlagsTest, NinjaHasNoCommands) {
  const Invocation invocation = Ninja({"clean"});
  EXPECT_EQ(invocation.as_targets, nullptr);
  EXPECT_EQ(invocation.settings.targets, Words({"clean"}));
}

TEST(FlagsTest, ToolFlagIsNeverACommand) {
  const Invocation invocation = Xb({"-t", "clean", "clean"});
  EXPECT_EQ(invocation.as_targets, nullptr);
  EXPECT_EQ(invocation.settings.tool.value, "clean");
}

TEST(FlagsTest, ErrorBehindACommandWaitsForTheManifest) {
  const Invocation invocation = Xb({"why", "-j", "x"});
  ASSERT_NE(invocation.as_targets, nullptr);
  ASSERT_TRUE(invocation.as_targets->error.has_value());
  EXPECT_EQ(invocation.as_targets->error->message, "invalid -j parameter");
}

TEST(FlagsTest, WarningsAreReplayedOnlyWhenAskedFor) {
  EXPECT_FALSE(*Xb({"all"}).settings.replay_warnings);
  EXPECT_TRUE(*Xb({"--replay-warnings", "all"}).settings.replay_warnings);
}

TEST(UsageTest, NamesTheDefaultJobs) {
  EXPECT_NE(UsageText(Personality::kNinja, 6).find("[default=6 on this"),
            std::string::npos);
}

TEST(UsageTest, OwnFlagsAreShownToUsersOfXbOnly) {
  EXPECT_NE(UsageText(Personality::kXb, 2).find("--no-wait"),
            std::string::npos);
  EXPECT_EQ(UsageText(Personality::kNinja, 2).find("--no-wait"),
            std::string::npos);
}

}  // namespace
}  // namespace xb
