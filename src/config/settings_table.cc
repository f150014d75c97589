// SPDX-License-Identifier: Apache-2.0
#include "config/settings_table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <utility>

#include "base/text.h"

namespace xb {
namespace {

using Words = std::vector<std::string>;

// Takes part in two keys.
constexpr std::string_view kCacheVariable = "XB_CACHE";

constexpr std::array<std::string_view, 2> kFreshness = {"content", "mtime"};
constexpr std::array<std::string_view, 3> kVerbosity = {"normal", "quiet",
                                                        "verbose"};
constexpr std::array<std::string_view, 2> kAllow = {"clock-macros",
                                                    "missing-system-headers"};

// --- How fields of Settings read and write values.

template <typename T>
struct Wire {
  static T From(SettingValue value) { return std::get<T>(std::move(value)); }
  static SettingValue To(const T& field) { return field; }
};

// A count, where 0 stands for no limit.
template <>
struct Wire<int> {
  static int From(const SettingValue& value) {
    const int64_t count = std::get<int64_t>(value);
    return count == 0 ? kUnlimited
                      : static_cast<int>(std::min<int64_t>(count, kUnlimited));
  }
  static SettingValue To(int field) {
    return int64_t{field == kUnlimited ? 0 : field};
  }
};

template <>
struct Wire<FreshnessMode> {
  static FreshnessMode From(const SettingValue& value) {
    return std::get<std::string>(value) == kFreshness[0]
               ? FreshnessMode::kContent
               : FreshnessMode::kMtime;
  }
  static SettingValue To(FreshnessMode field) {
    return std::string(kFreshness[field == FreshnessMode::kContent ? 0 : 1]);
  }
};

template <>
struct Wire<Verbosity> {
  static Verbosity From(const SettingValue& value) {
    const std::string& word = std::get<std::string>(value);
    if (word == kVerbosity[1]) return Verbosity::kNoStatus;
    return word == kVerbosity[2] ? Verbosity::kVerbose : Verbosity::kNormal;
  }
  static SettingValue To(Verbosity field) {
    switch (field) {
      case Verbosity::kSilent:
      case Verbosity::kNoStatus:
        return std::string(kVerbosity[1]);
      case Verbosity::kNormal:
        break;
      case Verbosity::kVerbose:
        return std::string(kVerbosity[2]);
    }
    return std::string(kVerbosity[0]);
  }
};

// Empty stands for nothing.
template <>
struct Wire<std::optional<std::string>> {
  static std::optional<std::string> From(SettingValue value) {
    auto text = std::get<std::string>(std::move(value));
    if (text.empty()) return std::nullopt;
    return text;
  }
  static SettingValue To(const std::optional<std::string>& field) {
    return field.value_or("");
  }
};

// --- Where the fields are.

template <auto kField>
struct Plain {
  static auto& Of(Settings& settings) { return settings.*kField; }
  static const auto& Of(const Settings& settings) { return settings.*kField; }
};

template <auto kField>
struct InCache {
  static auto& Of(Settings& settings) { return settings.cache.*kField; }
  static const auto& Of(const Settings& settings) {
    return settings.cache.*kField;
  }
};

template <auto kField>
struct InStore {
  static auto& Of(Settings& settings) { return settings.store.*kField; }
  static const auto& Of(const Settings& settings) {
    return settings.store.*kField;
  }
};

template <typename Field>
constexpr SettingKey Key(SettingKey key) {
  key.set = [](Settings& settings, SettingValue value, Origin origin) {
    auto& field = Field::Of(settings);
    field.Set(Wire<decltype(field.value)>::From(std::move(value)), origin);
  };
  key.get = [](const Settings& settings) {
    const auto& field = Field::Of(settings);
    return Wire<std::remove_const_t<decltype(field.value)>>::To(field.value);
  };
  key.origin = [](const Settings& settings) {
    return Field::Of(settings).origin;
  };
  return key;
}

constexpr auto kSettings = std::to_array<SettingKey>({
    Key<Plain<&Settings::jobs>>({
        .name = "jobs",
        .type = SettingType::kInteger,
        .default_text = "one or two more than processors",
        .variable = "XB_JOBS",
        .flag = "-j",
        .help = "how many commands run at once; 0: no limit",
    }),
    Key<Plain<&Settings::failures_allowed>>({
        .name = "keep_going",
        .type = SettingType::kInteger,
        .default_text = "1",
        .variable = "XB_KEEP_GOING",
        .flag = "-k",
        .help = "go on until so many commands have failed; 0: as long as "
                "anything can be built",
    }),
    Key<Plain<&Settings::max_load>>({
        .name = "max_load",
        .type = SettingType::kNumber,
        .default_text = "0.0",
        .variable = "XB_MAX_LOAD",
        .flag = "-l",
        .help = "start no command above this load average; 0: at any",
    }),
    Key<Plain<&Settings::freshness>>({
        .name = "freshness",
        .type = SettingType::kChoice,
        .default_text = "\"content\"",
        .variable = "XB_FRESHNESS",
        .flag = "--freshness",
        .help = "what makes a file out of date",
        .choices = kFreshness,
    }),
    Key<Plain<&Settings::verbosity>>({
        .name = "verbosity",
        .type = SettingType::kChoice,
        .default_text = "\"normal\"",
        .variable = "XB_VERBOSITY",
        .flag = "-v, --quiet",
        .help = "whole commands, or no status",
        .choices = kVerbosity,
    }),
    Key<Plain<&Settings::status_template>>({
        .name = "status",
        .default_text = "\"\"",
        .variable = "XB_STATUS",
        .flag = "--status",
        .help = "the format of the status, as `$finished/$total $description`",
    }),
    Key<Plain<&Settings::wait>>({
        .name = "wait",
        .type = SettingType::kBool,
        .default_text = "true",
        .variable = "XB_WAIT",
        .flag = "--no-wait",
        .help = "whether to wait when another xb builds in the directory",
    }),
    Key<Plain<&Settings::replay_warnings>>({
        .name = "replay_warnings",
        .type = SettingType::kBool,
        .default_text = "false",
        .variable = "XB_REPLAY_WARNINGS",
        .flag = "--replay-warnings",
        .help = "show, at the end, what commands that did not have to run had "
                "printed",
    }),
    Key<Plain<&Settings::auto_deps>>({
        .name = "auto_deps",
        .type = SettingType::kBool,
        .default_text = "false",
        .variable = "XB_AUTO_DEPS",
        .flag = "--auto-deps",
        .help = "whether what a Makefile compiles depends on the headers that "
                "it includes",
    }),
    Key<Plain<&Settings::profiles>>({
        .name = "default_profile",
        .type = SettingType::kList,
        .default_text = "[]",
        .variable = "XB_PROFILE",
        .flag = "-p, --profile",
        .help = "the profiles that count when none is asked for",
    }),
    Key<Plain<&Settings::configure>>({
        .name = "configure",
        .type = SettingType::kList,
        .default_text = "[]",
        .help = "more arguments for cmake or meson, where xb calls it",
    }),
    Key<InCache<&CacheSettings::enabled>>({
        .name = "cache.enabled",
        .type = SettingType::kBool,
        .default_text = "false",
        .variable = kCacheVariable,
        .flag = "--cache, --no-cache",
        .help = "keep what commands make and bring it back",
    }),
    Key<InCache<&CacheSettings::select>>({
        .name = "cache.select",
        .default_text = "\"usual\"",
        .variable = kCacheVariable,
        .flag = "--cache",
        .help = "what is kept: `usual`, `compile`, `all`, or a pattern for "
                "rules and "
                "outputs",
    }),
    Key<InCache<&CacheSettings::check>>({
        .name = "cache.check",
        .type = SettingType::kBool,
        .default_text = "false",
        .flag = "--cache-check",
        .help = "run what could be brought back, and tell every difference",
    }),
    Key<InCache<&CacheSettings::directory>>({
        .name = "cache.dir",
        .default_text = "\"\"",
        .variable = "XB_CACHE_DIR",
        .help = "where it is; empty: `$XDG_CACHE_HOME/xb` or `~/.cache/xb`. "
                "Many builds and machines may share it",
    }),
    Key<InCache<&CacheSettings::base_dirs>>({
        .name = "cache.base_dir",
        .type = SettingType::kList,
        .default_text = "[]",
        .variable = "XB_CACHE_BASE_DIR",
        .help = "directories whose names do not matter: results move between "
                "checkouts below them, but for outputs that have such a name "
                "in them",
        .separator = ':',
    }),
    Key<InCache<&CacheSettings::max_size>>({
        .name = "cache.max_size",
        .type = SettingType::kSize,
        .default_text = "\"10G\"",
        .variable = "XB_CACHE_MAX_SIZE",
        .help = "above it, what was not used for longest is removed after a "
                "build",
    }),
    Key<InCache<&CacheSettings::environment>>({
        .name = "cache.env",
        .type = SettingType::kList,
        .default_text = "[]",
        .variable = "XB_CACHE_ENV",
        .help = "more variables that count",
    }),
    Key<InCache<&CacheSettings::allow>>({
        .name = "cache.allow",
        .type = SettingType::kList,
        .default_text = "[]",
        .variable = "XB_CACHE_ALLOW",
        .help = "keep such results all the same",
        .choices = kAllow,
    }),
    Key<InCache<&CacheSettings::scope>>({
        .name = "cache.scope",
        .default_text = "\"main\"",
        .variable = "XB_CACHE_SCOPE",
        .help = "where results are kept, and looked for first",
    }),
    Key<InCache<&CacheSettings::fallbacks>>({
        .name = "cache.fallbacks",
        .type = SettingType::kList,
        .default_text = "[]",
        .variable = "XB_CACHE_FALLBACKS",
        .help = "scopes where results are looked for besides",
    }),
    Key<InCache<&CacheSettings::write>>({
        .name = "cache.write",
        .type = SettingType::kBool,
        .default_text = "true",
        .variable = "XB_CACHE_WRITE",
        .help = "whether results are kept, or only brought back",
    }),
    Key<InCache<&CacheSettings::hard_link>>({
        .name = "cache.hard_link",
        .type = SettingType::kBool,
        .default_text = "false",
        .variable = "XB_CACHE_HARD_LINK",
        .help = "bring plain files back as read-only hard links",
    }),
    Key<InStore<&StoreSettings::directory>>({
        .name = "store.dir",
        .default_text = "\"\"",
        .variable = "XB_STORE_DIR",
        .help = "where dependencies are kept; empty: "
                "`$XDG_CACHE_HOME/xb-store` or `~/.cache/xb-store`",
    }),
    Key<InStore<&StoreSettings::offline>>({
        .name = "store.offline",
        .type = SettingType::kBool,
        .default_text = "false",
        .variable = "XB_OFFLINE",
        .help = "download nothing",
    }),
    Key<InStore<&StoreSettings::mirrors>>({
        .name = "store.mirrors",
        .type = SettingType::kList,
        .default_text = "[]",
        .variable = "XB_MIRRORS",
        .help = "addresses of directories that are asked for an archive "
                "before its own",
        .separator = ' ',
    }),
});

bool IsOneOf(std::string_view word, std::span<const std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::optional<bool> ParseBool(std::string_view text) {
  if (IsOneOf(text,
              std::to_array<std::string_view>({"1", "true", "yes", "on"}))) {
    return true;
  }
  if (IsOneOf(text,
              std::to_array<std::string_view>({"0", "false", "no", "off"}))) {
    return false;
  }
  return std::nullopt;
}

std::optional<double> ParseNumber(const std::string& text) {
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0') return std::nullopt;
  return number;
}

// Of a value that is no list.
std::optional<SettingValue> ParseOne(SettingType type, std::string_view text) {
  switch (type) {
    case SettingType::kBool:
      if (const auto value = ParseBool(text)) return *value;
      return std::nullopt;
    case SettingType::kInteger:
      if (const auto value = ParseUint64(text);
          value && *value <= uint64_t{INT64_MAX}) {
        return static_cast<int64_t>(*value);
      }
      return std::nullopt;
    case SettingType::kNumber:
      if (const auto value = ParseNumber(std::string(text))) return *value;
      return std::nullopt;
    case SettingType::kSize:
      if (const auto value = ParseSize(text);
          value && *value <= uint64_t{INT64_MAX}) {
        return static_cast<int64_t>(*value);
      }
      return std::nullopt;
    case SettingType::kText:
    case SettingType::kChoice:
    case SettingType::kList:
      break;
  }
  return std::string(text);
}

std::string FormatSize(int64_t bytes) {
  constexpr std::string_view kUnits = "KMGT";
  std::string unit;
  for (size_t i = 0; i < kUnits.size() && bytes != 0 && bytes % 1024 == 0;
       ++i) {
    bytes /= 1024;
    unit = kUnits[i];
  }
  return std::to_string(bytes) + unit;
}

std::string FormatNumber(double number) {
  std::array<char, 32> text;
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), number).ptr;
  std::string result(text.data(), end);
  if (IsDigits(result)) result += ".0";
  return result;
}

std::string Quoted(std::string_view text) {
  return "\"" + JsonEscape(text) + "\"";
}

}  // namespace

std::span<const SettingKey> AllSettings() { return kSettings; }

const SettingKey* FindSetting(std::string_view name) {
  const auto found =
      std::find_if(kSettings.begin(), kSettings.end(),
                   [&](const SettingKey& key) { return key.name == name; });
  return found == kSettings.end() ? nullptr : &*found;
}

std::string DescribeType(const SettingKey& key) {
  std::string choices;
  for (const std::string_view choice : key.choices) {
    if (!choices.empty()) choices += " or ";
    choices += Quoted(choice);
  }
  switch (key.type) {
    case SettingType::kBool:
      return "true or false";
    case SettingType::kInteger:
      return "a whole number, 0 or more";
    case SettingType::kNumber:
      return "a number, 0 or more";
    case SettingType::kText:
      return "a string";
    case SettingType::kChoice:
      return choices;
    case SettingType::kList:
      return choices.empty() ? "a list of strings" : "a list of " + choices;
    case SettingType::kSize:
      return "a size such as \"10G\"";
  }
  return {};
}

bool IsAllowed(const SettingKey& key, const SettingValue& value) {
  switch (key.type) {
    case SettingType::kInteger:
    case SettingType::kSize:
      return std::get<int64_t>(value) >= 0;
    case SettingType::kNumber:
      return std::get<double>(value) >= 0;
    case SettingType::kChoice:
      return IsOneOf(std::get<std::string>(value), key.choices);
    case SettingType::kList: {
      const Words& items = std::get<Words>(value);
      return key.choices.empty() ||
             std::all_of(items.begin(), items.end(),
                         [&](const std::string& item) {
                           return IsOneOf(item, key.choices);
                         });
    }
    case SettingType::kBool:
    case SettingType::kText:
      break;
  }
  return true;
}

std::optional<SettingValue> ParseSetting(const SettingKey& key,
                                         std::string_view text) {
  std::optional<SettingValue> value;
  if (key.type == SettingType::kList) {
    Words items;
    for (const std::string_view item : Split(text, key.separator)) {
      if (!item.empty()) items.emplace_back(item);
    }
    value = std::move(items);
  } else {
    value = ParseOne(key.type, text);
  }
  if (!value || !IsAllowed(key, *value)) return std::nullopt;
  return value;
}

std::string FormatSetting(const SettingKey& key, const SettingValue& value) {
  switch (key.type) {
    case SettingType::kBool:
      return std::get<bool>(value) ? "true" : "false";
    case SettingType::kInteger:
      return std::to_string(std::get<int64_t>(value));
    case SettingType::kNumber:
      return FormatNumber(std::get<double>(value));
    case SettingType::kSize:
      return Quoted(FormatSize(std::get<int64_t>(value)));
    case SettingType::kText:
    case SettingType::kChoice:
      return Quoted(std::get<std::string>(value));
    case SettingType::kList:
      break;
  }
  std::string text;
  for (const std::string& item : std::get<Words>(value)) {
    if (!text.empty()) text += ", ";
    text += Quoted(item);
  }
  return "[" + text + "]";
}

void SetFrom(const SettingKey& key, SettingValue value, Origin origin,
             std::string where, Settings* settings) {
  if (origin < key.origin(*settings)) return;
  key.set(*settings, std::move(value), origin);
  settings->sources.push_back({key.name, origin, std::move(where)});
}

std::optional<uint64_t> ParseSize(std::string_view text) {
  int shift = 0;
  if (!text.empty()) {
    constexpr std::string_view kUnits = "KMGT";
    const size_t unit = kUnits.find(text.back());
    if (unit != std::string_view::npos) {
      shift = static_cast<int>(unit + 1) * 10;
      text.remove_suffix(1);
    }
  }
  const auto number = ParseUint64(text);
  if (!number || *number > UINT64_MAX >> shift) return std::nullopt;
  return *number << shift;
}

namespace {

void ApplyCacheSwitch(std::string_view value, Settings* settings) {
  const bool is_off = value.empty() || ParseBool(value) == false;
  SetFrom(*FindSetting("cache.enabled"), !is_off, Origin::kEnvironment,
          std::string(kCacheVariable), settings);
  if (is_off || ParseBool(value)) return;
  SetFrom(*FindSetting("cache.select"), std::string(value),
          Origin::kEnvironment, std::string(kCacheVariable), settings);
}

}  // namespace

Status ApplyVariable(std::string_view name, std::string_view value,
                     Settings* settings) {
  if (name == kCacheVariable) {
    ApplyCacheSwitch(value, settings);
    return Ok();
  }
  const auto key = std::find_if(
      kSettings.begin(), kSettings.end(), [&](const SettingKey& each) {
        return !each.variable.empty() && each.variable == name;
      });
  // An empty variable is one that nobody set.
  if (key == kSettings.end() || value.empty()) return Ok();
  std::optional<SettingValue> parsed = ParseSetting(*key, value);
  if (!parsed) {
    return MakeError("the variable " + std::string(name) + " is `" +
                         std::string(value) + "`",
                     "it says " + DescribeType(*key));
  }
  SetFrom(*key, *std::move(parsed), Origin::kEnvironment, std::string(name),
          settings);
  return Ok();
}

}  // namespace xb
