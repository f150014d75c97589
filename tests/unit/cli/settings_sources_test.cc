// SPDX-License-Identifier: Apache-2.0
#include "cli/settings_sources.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "support/fake_disk.h"

namespace xb {
namespace {

const SettingsSources::Places kPlaces{
    .system = "/etc/x", .user = "/home/x", .project = "xb.toml"};

Settings Read(FakeDisk* disk, SettingsSources::Variables variables = {},
              Settings settings = {}) {
  std::vector<std::string> warnings;
  const auto sources =
      SettingsSources::Read(*disk, kPlaces, std::move(variables), &warnings);
  EXPECT_TRUE(warnings.empty());
  if (!sources.ok()) {
    ADD_FAILURE() << sources.error().message;
    return settings;
  }
  const Status status = sources.value().Apply(&settings);
  if (!status.ok()) ADD_FAILURE() << status.error().message;
  return settings;
}

TEST(SettingsSourcesTest, WithoutFilesAllIsDefault) {
  FakeDisk disk;
  const Settings settings = Read(&disk);
  EXPECT_TRUE(settings.sources.empty());
  EXPECT_EQ(disk.read_count(), 3);
  EXPECT_EQ(disk.stat_count(), 0);
}

TEST(SettingsSourcesTest, TheNearerOneWins) {
  FakeDisk disk;
  disk.Create("/etc/x",
              "jobs = 1\nkeep_going = 1\nmax_load = 1\n[cache]\nscope = 'a'\n"
              "dir = '/1'\n[profile.p]\nkeep_going = 9\n");
  disk.Create("/home/x",
              "jobs = 2\nkeep_going = 2\nmax_load = 2\n[cache]\n"
              "scope = 'b'\n");
  disk.Create("xb.toml",
              "jobs = 3\nkeep_going = 3\nmax_load = 3\ndefault_profile = 'p'\n"
              "[profile.p]\nmax_load = 4\njobs = 4\n");
  Settings flags;
  flags.jobs.Set(6, Origin::kFlag);
  const Settings settings =
      Read(&disk, {{"XB_MAX_LOAD", "5"}, {"XB_JOBS", "5"}}, flags);
  EXPECT_EQ(*settings.jobs, 6);
  EXPECT_EQ(*settings.max_load, 5);
  EXPECT_EQ(*settings.failures_allowed, 9);
  EXPECT_EQ(*settings.cache.scope, "b");
  EXPECT_EQ(*settings.cache.directory, "/1");
}

TEST(SettingsSourcesTest, TheProfileMayComeFromAFlag) {
  FakeDisk disk;
  disk.Create("xb.toml",
              "default_profile = 'a'\n[profile.a]\njobs = 4\n"
              "[profile.b]\nkeep_going = 5\n");
  Settings flags;
  flags.profiles.Set({"b"}, Origin::kFlag);
  const Settings settings = Read(&disk, {}, flags);
  EXPECT_TRUE(settings.jobs.is_default());
  EXPECT_EQ(*settings.failures_allowed, 5);
}

// The manifest may have it, and only a look at that tells.
TEST(SettingsSourcesTest, AProfileThatNoFileHasIsNoErrorYet) {
  FakeDisk disk;
  disk.Create("xb.toml", "[profile.prod]\njobs = 4\n[profile.ci]\n");
  Settings flags;
  flags.profiles.Set({"prdo"}, Origin::kFlag);
  const Settings settings = Read(&disk, {}, flags);
  EXPECT_TRUE(settings.jobs.is_default());
  EXPECT_EQ(settings.profile_sections,
            std::vector<std::string>({"prod", "ci"}));
}

TEST(SettingsSourcesTest, WithoutAManifestThatHasItAProfileOfAFlagIsUnknown) {
  Settings settings;
  settings.profile_sections = {"prod", "ci"};
  settings.profiles.Set({"ci"}, Origin::kFlag);
  EXPECT_TRUE(CheckProfilesOfSettings(settings).ok());
  settings.profiles = {};
  settings.profiles.Set({"prdo"}, Origin::kEnvironment);
  EXPECT_TRUE(CheckProfilesOfSettings(settings).ok());
  settings.profiles.Set({"prdo"}, Origin::kFlag);
  const Status status = CheckProfilesOfSettings(settings);
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().message, "unknown profile `prdo`");
  EXPECT_EQ(status.error().hint, "did you mean `prod`?");
}

TEST(SettingsSourcesTest, AVariableMayNameAProfileOfOtherProjects) {
  FakeDisk disk;
  EXPECT_EQ(*Read(&disk, {{"XB_PROFILE", "prod"}}).profiles,
            std::vector<std::string>({"prod"}));
}

TEST(SettingsSourcesTest, UnreadableFileOfTheProjectIsAnError) {
  FakeDisk disk;
  disk.Fail("xb.toml", "Permission denied");
  std::vector<std::string> warnings;
  const auto sources = SettingsSources::Read(disk, kPlaces, {}, &warnings);
  ASSERT_FALSE(sources.ok());
  EXPECT_EQ(sources.error().message, "loading 'xb.toml': Permission denied");
}

TEST(SettingsSourcesTest, UnreadableFileOfTheUserIsAWarning) {
  FakeDisk disk;
  disk.Fail("/home/x", "Permission denied");
  std::vector<std::string> warnings;
  const auto sources = SettingsSources::Read(disk, kPlaces, {}, &warnings);
  ASSERT_TRUE(sources.ok());
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_EQ(warnings[0], "loading '/home/x': Permission denied");
}

TEST(SettingsSourcesTest, NinjaReadsNoFile) {
  FakeDisk disk;
  std::vector<std::string> warnings;
  ASSERT_TRUE(
      SettingsSources::ReadFor(Personality::kNinja, disk, &warnings).ok());
  EXPECT_EQ(disk.read_count(), 0);
}

}  // namespace
}  // namespace xb
