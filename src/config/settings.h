// SPDX-License-Identifier: Apache-2.0
// Settings: everything a user can choose, as plain data with its defaults.
// cli/ fills it from settings files, profile, environment and flags, in any
// order: the stronger origin wins.  From then on it is only read.  What files
// and variables may say is in settings_table.h.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace xb {

// Who set a value, weakest first.
enum class Origin : uint8_t {
  kDefault,
  kSystemConfig,
  kUserConfig,
  kProjectConfig,
  kProfile,
  kEnvironment,
  kFlag,
};

// A value and who set it last.
template <typename T>
struct Setting {
  T value{};
  Origin origin = Origin::kDefault;

  const T& operator*() const { return value; }
  const T* operator->() const { return &value; }
  bool is_default() const { return origin == Origin::kDefault; }

  // Keeps the present value when someone stronger has set it.
  void Set(T new_value, Origin from) {
    if (from < origin) return;
    value = std::move(new_value);
    origin = from;
  }
};

// Which program's place xb takes, from the name it was called by.
enum class Personality : uint8_t { kXb, kNinja, kMake };

// What makes an output out of date; see Setting `freshness`.
enum class FreshnessMode : uint8_t { kMtime, kContent };

enum class Verbosity : uint8_t {
  kSilent,    // not even the output of commands that succeed
  kNoStatus,  // --quiet: no status lines, but all output
  kNormal,
  kVerbose,  // -v: commands instead of descriptions
};

enum class Reaction : uint8_t { kWarn, kError };

struct DebugModes {
  bool stats = false;
  bool explain = false;
  bool keep_depfile = false;
  bool keep_rsp = false;
  bool trace_make = false;
};

// The cache of results, `cache.` in settings files.
struct CacheSettings {
  Setting<bool> enabled{false};
  // --cache=: usual, compile, all or a pattern.
  Setting<std::string> select{"usual"};
  // --cache-check: run what could be brought back, and compare.
  Setting<bool> check{false};
  // Empty: the user's directory for caches.
  Setting<std::string> directory;
  Setting<std::vector<std::string>> base_dirs;
  Setting<int64_t> max_size{int64_t{10} << 30};  // bytes
  // Variables that count besides the known ones.
  Setting<std::vector<std::string>> environment;
  Setting<std::vector<std::string>> allow;
  Setting<std::string> scope{"main"};
  Setting<std::vector<std::string>> fallbacks;
  Setting<bool> write{true};
  // Outputs come back as hard links.
  Setting<bool> hard_link{false};
};

// The user's store of third-party sources and what they became, `store.`.
struct StoreSettings {
  // Empty: below the user's directory for caches.
  Setting<std::string> directory;
  // Nothing is downloaded.
  Setting<bool> offline{false};
  // Addresses of directories that are asked first.
  Setting<std::vector<std::string>> mirrors;
};

// For `xb config`: where a value was read.
struct SettingSource {
  std::string_view key;  // of the table of settings
  Origin origin = Origin::kDefault;
  std::string where;  // `xb.toml:3`, `XB_JOBS`
};

// -D: what a variable of the manifest is, whatever the manifest says.
struct VariableSetting {
  std::string name;
  std::optional<std::string> value;  // nullopt: what the manifest says
  std::string added;                 // behind that, after a space
};

// For jobs and failures: no limit.
inline constexpr int kUnlimited = std::numeric_limits<int>::max();

// The environment variable for Settings::status_format.
inline constexpr std::string_view kStatusFormatVariable = "NINJA_STATUS";

struct Settings {
  Personality personality = Personality::kXb;

  // -C: entered before anything else is done; empty = stay.
  Setting<std::string> directory;
  // -f: the manifest.
  Setting<std::string> manifest{"build.ninja"};
  // --builddir: where logs are kept instead of the manifest's `builddir`.
  Setting<std::optional<std::string>> build_dir;

  // -j: commands at once, 1 or more.  While it is the default, the number
  // comes from the processors or a jobserver.
  Setting<int> jobs{1};
  // -k: stop starting commands after so many failures, 1 or more.
  Setting<int> failures_allowed{1};
  // -l: start nothing above this load; 0 = no limit.
  Setting<double> max_load{0.0};
  // -n: run nothing, but act as if all had succeeded.
  Setting<bool> dry_run{false};

  Setting<Verbosity> verbosity{Verbosity::kNormal};
  // From kStatusFormatVariable, with %-placeholders.
  Setting<std::string> status_format{"[%f/%t] "};
  // --status, with $variables; wins over status_format when set.
  Setting<std::optional<std::string>> status_template;

  // -d
  DebugModes debug;
  // -w phonycycle: a phony edge names itself as an input.
  Setting<Reaction> phony_cycle{Reaction::kWarn};

  // --freshness; the default is the personality's (content only as xb).
  Setting<FreshnessMode> freshness{FreshnessMode::kContent};
  // --no-wait: fail when another process builds in the same directory.
  Setting<bool> wait{true};
  // --auto-deps: compilers that a Makefile runs tell which headers they read.
  Setting<bool> auto_deps{false};
  // --replay-warnings: at the end, show what up-to-date edges had printed.
  Setting<bool> replay_warnings{false};
  // -p: the profiles of the manifest, and the sections `profile.NAME` of
  // settings files, that count.
  Setting<std::vector<std::string>> profiles;
  // --platform: of the project file; each of `profiles` is built for each.
  Setting<std::vector<std::string>> platforms;
  // More arguments for the program that configures a build directory.
  Setting<std::vector<std::string>> configure;
  // All NAMEs of such sections.
  std::vector<std::string> profile_sections;
  // The project file has more than settings: it says what is to be built.
  bool has_project = false;
  // Each name once.
  std::vector<VariableSetting> variables;

  CacheSettings cache;
  StoreSettings store;

  // In the order of reading; nothing for what nobody set, nor for flags.
  std::vector<SettingSource> sources;

  // -t: the tool to run instead of building, and what follows it.
  Setting<std::optional<std::string>> tool;
  std::vector<std::string> tool_arguments;

  std::vector<std::string> targets;

  // -w misspelt=ignore
  bool ignores_misspelt = false;
};

}  // namespace xb
