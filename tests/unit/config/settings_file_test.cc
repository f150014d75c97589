// SPDX-License-Identifier: Apache-2.0
#include "config/settings_file.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "config/settings_table.h"

namespace xb {
namespace {

using Words = std::vector<std::string>;

TomlDocument Parsed(std::string text) {
  Result<TomlDocument> parsed = ParseToml("f.toml", std::move(text));
  if (parsed.ok()) return parsed.Take();
  ADD_FAILURE() << parsed.error().message;
  return {};
}

Settings Applied(std::string text) {
  Settings settings;
  const Status status =
      ApplySettings(Parsed(std::move(text)), Origin::kUserConfig, &settings);
  if (!status.ok()) ADD_FAILURE() << status.error().message;
  return settings;
}

// `line:column: message; hint`
std::string ErrorOf(std::string text) {
  Settings settings;
  const Status status =
      ApplySettings(Parsed(std::move(text)), Origin::kUserConfig, &settings);
  if (status.ok()) return "no error";
  const Error& error = status.error();
  return std::to_string(error.position->line) + ":" +
         std::to_string(error.position->column) + ": " + error.message +
         (error.hint.empty() ? "" : "; " + error.hint);
}

TEST(SettingsFileTest, EveryTypeIsTaken) {
  const Settings settings = Applied(
      "jobs = 3\nmax_load = 2\nfreshness = 'mtime'\nverbosity = 'quiet'\n"
      "status = 'x'\nwait = false\ndefault_profile = 'dev'\n"
      "[cache]\nenabled = true\nmax_size = '2M'\nbase_dir = ['/a', '/b']\n"
      "allow = ['clock-macros']\n");
  EXPECT_EQ(*settings.jobs, 3);
  EXPECT_EQ(*settings.max_load, 2);
  EXPECT_EQ(*settings.freshness, FreshnessMode::kMtime);
  EXPECT_EQ(*settings.verbosity, Verbosity::kNoStatus);
  EXPECT_EQ(*settings.status_template, "x");
  EXPECT_FALSE(*settings.wait);
  EXPECT_EQ(*settings.profiles, Words({"dev"}));
  EXPECT_TRUE(*settings.cache.enabled);
  EXPECT_EQ(*settings.cache.max_size, 2 << 20);
  EXPECT_EQ(*settings.cache.base_dirs, Words({"/a", "/b"}));
  EXPECT_EQ(settings.jobs.origin, Origin::kUserConfig);
}

TEST(SettingsFileTest, NoJobsMeansNoLimit) {
  EXPECT_EQ(*Applied("jobs = 0\nkeep_going = 0\n").jobs, kUnlimited);
  EXPECT_EQ(*Applied("jobs = 99999999999\n").jobs, kUnlimited);
}

TEST(SettingsFileTest, TheSourceIsKept) {
  const Settings settings = Applied("\njobs = 3\n");
  ASSERT_EQ(settings.sources.size(), 1u);
  EXPECT_EQ(settings.sources[0].key, "jobs");
  EXPECT_EQ(settings.sources[0].where, "f.toml:2");
}

TEST(SettingsFileTest, StrongerOriginsStay) {
  Settings settings;
  settings.jobs.Set(7, Origin::kFlag);
  ASSERT_TRUE(
      ApplySettings(Parsed("jobs = 3"), Origin::kUserConfig, &settings).ok());
  EXPECT_EQ(*settings.jobs, 7);
  EXPECT_TRUE(settings.sources.empty());
}

TEST(SettingsFileTest, UnknownKeysAreErrorsWithAGuess) {
  EXPECT_EQ(ErrorOf("wait = true\n jbos = 3\n"),
            "2:2: unknown key `jbos`; did you mean `jobs`?");
  EXPECT_EQ(ErrorOf("[cahce]\nenabled = true\n"),
            "1:2: unknown key `cahce`; did you mean `cache`?");
  EXPECT_EQ(ErrorOf("[cache]\nenable = true\n"),
            "2:1: unknown key `cache.enable`; did you mean `enabled`?");
  EXPECT_EQ(ErrorOf("\"cache.enabled\" = true\n"),
            "1:1: unknown key `cache.enabled`; `xb config` prints all that "
            "there are");
}

TEST(SettingsFileTest, WrongTypesAreErrors) {
  EXPECT_EQ(ErrorOf("jobs = '3'\n"),
            "1:1: `jobs` must be a whole number, 0 or more");
  EXPECT_EQ(ErrorOf("jobs = -1\n"),
            "1:1: `jobs` must be a whole number, 0 or more");
  EXPECT_EQ(ErrorOf("freshness = 'moon'\n"),
            "1:1: `freshness` must be \"content\" or \"mtime\"");
  EXPECT_EQ(ErrorOf("wait = 1\n"), "1:1: `wait` must be true or false");
  EXPECT_EQ(ErrorOf("[cache]\nmax_size = '10X'\n"),
            "2:1: `cache.max_size` must be a size such as \"10G\"");
  EXPECT_EQ(ErrorOf("[cache]\nallow = ['all']\n"),
            "2:1: `cache.allow` must be a list of \"clock-macros\" or "
            "\"missing-system-headers\"");
  EXPECT_EQ(ErrorOf("cache = true\n"),
            "1:1: `cache` is a section; it is written as `[cache]`");
}

TEST(SettingsFileTest, ProfilesCountWhenAskedFor) {
  const TomlDocument document = Parsed(
      "jobs = 1\n[profile.dev]\njobs = 2\n[profile.dev.cache]\n"
      "enabled = true\n");
  Settings settings;
  ASSERT_TRUE(ApplySettings(document, Origin::kProjectConfig, &settings).ok());
  EXPECT_EQ(*settings.jobs, 1);
  ASSERT_TRUE(ApplyProfile(document, "prod", &settings).ok());
  EXPECT_EQ(*settings.jobs, 1);
  ASSERT_TRUE(ApplyProfile(document, "dev", &settings).ok());
  EXPECT_EQ(*settings.jobs, 2);
  EXPECT_EQ(settings.jobs.origin, Origin::kProfile);
  EXPECT_TRUE(*settings.cache.enabled);
  EXPECT_EQ(settings.sources.back().where, "profile dev, f.toml:5");
}

TEST(SettingsFileTest, ErrorsInAProfileThatNobodyAsksForAreFound) {
  EXPECT_EQ(ErrorOf("[profile.dev]\njbos = 2\n"),
            "2:1: unknown key `jbos`; did you mean `jobs`?");
  EXPECT_EQ(ErrorOf("profile = 'dev'\n"),
            "1:1: `profile` is a section; it is written as `[profile]`");
  EXPECT_EQ(ErrorOf("[profile]\ndev = 1\n"),
            "2:1: `profile.dev` is a section; those that count are in "
            "`default_profile`");
  EXPECT_EQ(ErrorOf("[profile.dev]\ndefault_profile = 'x'\n"),
            "2:1: a profile cannot choose profiles");
}

// --- The table

TEST(SettingsTableTest, KeysAreComplete) {
  std::set<std::string_view> names;
  for (const SettingKey& key : AllSettings()) {
    EXPECT_TRUE(names.insert(key.name).second) << key.name;
    EXPECT_FALSE(key.help.empty()) << key.name;
    EXPECT_FALSE(DescribeType(key).empty()) << key.name;
    EXPECT_EQ(FindSetting(key.name), &key);
    EXPECT_TRUE(IsAllowed(key, key.get(Settings()))) << key.name;
  }
}

TEST(SettingsTableTest, DefaultsAreThoseOfSettings) {
  for (const SettingKey& key : AllSettings()) {
    if (key.name == "jobs") continue;  // the machine's
    EXPECT_EQ(FormatSetting(key, key.get(Settings())), key.default_text)
        << key.name;
  }
}

TEST(SettingsTableTest, WhatIsPrintedCanBeReadAgain) {
  for (const SettingKey& key : AllSettings()) {
    const std::string text = FormatSetting(key, key.get(Settings()));
    const std::string name(key.name);
    const Settings settings = Applied(name + " = " + text);
    EXPECT_EQ(FormatSetting(key, key.get(settings)), text);
    EXPECT_EQ(key.origin(settings), Origin::kUserConfig) << name;
  }
}

TEST(SettingsTableTest, SizesHaveUnits) {
  EXPECT_EQ(ParseSize("10G"), uint64_t{10} << 30);
  EXPECT_EQ(ParseSize("7"), 7u);
  EXPECT_EQ(ParseSize("0"), 0u);
  for (const char* text : {"", "G", "10GB", "-1", "1.5G", "99999999999T"}) {
    EXPECT_EQ(ParseSize(text), std::nullopt) << text;
  }
}

// --- Variables

Settings With(std::string_view name, std::string_view value) {
  Settings settings;
  const Status status = ApplyVariable(name, value, &settings);
  if (!status.ok()) ADD_FAILURE() << status.error().message;
  return settings;
}

TEST(SettingVariablesTest, SetTheirKey) {
  EXPECT_EQ(*With("XB_JOBS", "5").jobs, 5);
  EXPECT_EQ(With("XB_JOBS", "5").jobs.origin, Origin::kEnvironment);
  EXPECT_FALSE(*With("XB_WAIT", "no").wait);
  EXPECT_EQ(*With("XB_MAX_LOAD", "1.5").max_load, 1.5);
  EXPECT_EQ(*With("XB_PROFILE", "dev,,prod").profiles, Words({"dev", "prod"}));
  EXPECT_EQ(*With("XB_CACHE_BASE_DIR", "/a:/b,c").cache.base_dirs,
            Words({"/a", "/b,c"}));
  EXPECT_EQ(*With("XB_CACHE_MAX_SIZE", "1K").cache.max_size, 1024);
}

TEST(SettingVariablesTest, EmptyOrForeignOnesAreNotThere) {
  EXPECT_EQ(With("XB_JOBS", "").jobs.origin, Origin::kDefault);
  EXPECT_TRUE(With("XB_CACHE_KEY", "secret").sources.empty());
  EXPECT_TRUE(With("XB_ANYTHING", "x").sources.empty());
}

TEST(SettingVariablesTest, TheSwitchOfTheCacheMayNameWhatIsKept) {
  EXPECT_TRUE(*With("XB_CACHE", "1").cache.enabled);
  EXPECT_EQ(*With("XB_CACHE", "1").cache.select, "usual");
  EXPECT_TRUE(*With("XB_CACHE", "all").cache.enabled);
  EXPECT_EQ(*With("XB_CACHE", "all").cache.select, "all");
  for (const char* off : {"0", "off", "", "no"}) {
    Settings settings = Applied("[cache]\nenabled = true\n");
    ASSERT_TRUE(ApplyVariable("XB_CACHE", off, &settings).ok());
    EXPECT_FALSE(*settings.cache.enabled) << off;
  }
}

TEST(SettingVariablesTest, NonsenseIsAnError) {
  Settings settings;
  const Status status = ApplyVariable("XB_JOBS", "many", &settings);
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().message, "the variable XB_JOBS is `many`");
  EXPECT_EQ(status.error().hint, "it says a whole number, 0 or more");
}

}  // namespace
}  // namespace xb
