// SPDX-License-Identifier: Apache-2.0
// The one table of what settings files and XB_ variables may say.  Parsing,
// error messages, `xb config` and the manual's reference follow from it.
// Pure data and functions, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "config/settings.h"

namespace xb {

enum class SettingType : uint8_t {
  kBool,     // bool
  kInteger,  // int64_t, from `least` on
  kNumber,   // double, not negative
  kText,     // std::string
  kChoice,   // std::string, one of `choices`
  kList,     // of std::string; of `choices`, if there are any
  kSize,     // int64_t in bytes, written as `10G`
};

using SettingValue =
    std::variant<bool, int64_t, double, std::string, std::vector<std::string>>;

struct SettingKey {
  std::string_view name;  // `section.key`, or a key without section
  SettingType type = SettingType::kText;
  std::string_view default_text = {};
  std::string_view variable = {};  // empty: none
  std::string_view flag = {};
  std::string_view help = {};
  std::span<const std::string_view> choices = {};
  int64_t least = 0;
  // Between the items of a list in the variable.
  char separator = ',';
  // The value has the type that `type` says.
  void (*set)(Settings& settings, SettingValue value, Origin origin) = nullptr;
  SettingValue (*get)(const Settings& settings) = nullptr;
  Origin (*origin)(const Settings& settings) = nullptr;
};

// In the order of the manual; the keys of a section stand together.
std::span<const SettingKey> AllSettings();
// nullptr when there is none of that name.
const SettingKey* FindSetting(std::string_view name);

// What is expected, for errors and the manual: "true or false".
std::string DescribeType(const SettingKey& key);
// Whether a value of the right alternative is allowed.
bool IsAllowed(const SettingKey& key, const SettingValue& value);
// A value as the environment writes it; nullopt when it is none of the type.
std::optional<SettingValue> ParseSetting(const SettingKey& key,
                                         std::string_view text);
// As TOML.
std::string FormatSetting(const SettingKey& key, const SettingValue& value);

// Sets it, and notes from where, unless someone stronger has set it.
void SetFrom(const SettingKey& key, SettingValue value, Origin origin,
             std::string where, Settings* settings);

// `10G`, `512M`, `1000`; nullopt for what is no size.
std::optional<uint64_t> ParseSize(std::string_view text);

// Takes a variable whose name begins with XB_; others of that kind, which are
// none of ours, are left alone.
Status ApplyVariable(std::string_view name, std::string_view value,
                     Settings* settings);

}  // namespace xb
