// SPDX-License-Identifier: Apache-2.0
#include "config/settings_file.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "config/settings_table.h"

namespace xb {
namespace {

constexpr std::string_view kProfileSection = "profile";
constexpr std::string_view kProfileKey = "default_profile";

std::optional<SettingValue> ListOf(const TomlNode& node) {
  std::vector<std::string> items;
  if (node.kind == TomlNode::Kind::kText) {
    items.push_back(node.text);
    return items;
  }
  if (node.kind != TomlNode::Kind::kArray) return std::nullopt;
  for (const TomlNode& item : node.items) {
    if (item.kind != TomlNode::Kind::kText) return std::nullopt;
    items.push_back(item.text);
  }
  return items;
}

// nullopt when it is of another type.
std::optional<SettingValue> ValueOf(const SettingKey& key,
                                    const TomlNode& node) {
  using Kind = TomlNode::Kind;
  switch (key.type) {
    case SettingType::kBool:
      if (node.kind == Kind::kBool) return node.boolean;
      return std::nullopt;
    case SettingType::kInteger:
      if (node.kind == Kind::kInteger) return node.integer;
      return std::nullopt;
    case SettingType::kNumber:
      if (node.kind == Kind::kNumber) return node.number;
      if (node.kind == Kind::kInteger) return static_cast<double>(node.integer);
      return std::nullopt;
    case SettingType::kSize:
      if (node.kind == Kind::kInteger) return node.integer;
      if (node.kind == Kind::kText) return ParseSetting(key, node.text);
      return std::nullopt;
    case SettingType::kText:
    case SettingType::kChoice:
      if (node.kind == Kind::kText) return node.text;
      return std::nullopt;
    case SettingType::kList:
      return ListOf(node);
  }
  return std::nullopt;
}

class Application {
 public:
  Application(const TomlDocument& document, Origin origin,
              std::string where_prefix, const ForeignKeys& foreign,
              Settings* settings)
      : document_(document),
        origin_(origin),
        where_prefix_(std::move(where_prefix)),
        foreign_(foreign),
        settings_(settings) {}

  Status Apply(const TomlNode& table, bool is_profile);

 private:
  Status ApplySection(const TomlNode& section);
  Status Set(const SettingKey& key, const TomlNode& node);
  Status CheckProfiles(const TomlNode& profiles) const;
  // `others`: keys of other readers, for suggestions.
  Error Unknown(const TomlNode& node, const std::string& section,
                const std::vector<std::string_view>& others = {}) const;
  Error NotTable(const TomlNode& node) const {
    return document_.ErrorAt(node, "`" + node.key + "` is a section",
                             "it is written as `[" + node.key + "]`");
  }

  const TomlDocument& document_;
  const Origin origin_;
  const std::string where_prefix_;
  const ForeignKeys& foreign_;
  Settings* const settings_;
};

bool IsSection(std::string_view name) {
  const auto keys = AllSettings();
  return std::any_of(keys.begin(), keys.end(), [&](const SettingKey& key) {
    return key.name.size() > name.size() && key.name.starts_with(name) &&
           key.name[name.size()] == '.';
  });
}

Status Application::Apply(const TomlNode& table, bool is_profile) {
  const std::vector<std::string_view>& others =
      is_profile ? foreign_.of_profiles : foreign_.sections;
  for (const TomlNode& node : table.items) {
    if (std::find(others.begin(), others.end(), node.key) != others.end()) {
      continue;
    }
    if (!is_profile && node.key == kProfileSection) {
      XB_TRY(CheckProfiles(node));
    } else if (IsSection(node.key)) {
      XB_TRY(ApplySection(node));
    } else {
      const bool has_dot = node.key.find('.') != std::string::npos;
      const SettingKey* key = has_dot ? nullptr : FindSetting(node.key);
      if (key == nullptr) return Unknown(node, "", others);
      if (is_profile && key->name == kProfileKey) {
        return document_.ErrorAt(node, "a profile cannot choose profiles");
      }
      XB_TRY(Set(*key, node));
    }
  }
  return Ok();
}

Status Application::ApplySection(const TomlNode& section) {
  if (section.kind != TomlNode::Kind::kTable) return NotTable(section);
  for (const TomlNode& node : section.items) {
    const SettingKey* key = FindSetting(section.key + "." + node.key);
    if (key == nullptr) return Unknown(node, section.key + ".");
    XB_TRY(Set(*key, node));
  }
  return Ok();
}

Status Application::Set(const SettingKey& key, const TomlNode& node) {
  std::optional<SettingValue> value = ValueOf(key, node);
  if (!value || !IsAllowed(key, *value)) {
    return document_.ErrorAt(
        node, "`" + std::string(key.name) + "` must be " + DescribeType(key));
  }
  SetFrom(key, *std::move(value), origin_,
          where_prefix_ + document_.file + ":" + std::to_string(node.line),
          settings_);
  return Ok();
}

Status Application::CheckProfiles(const TomlNode& profiles) const {
  if (profiles.kind != TomlNode::Kind::kTable) return NotTable(profiles);
  for (const TomlNode& profile : profiles.items) {
    if (profile.kind != TomlNode::Kind::kTable) {
      return document_.ErrorAt(profile,
                               "`profile." + profile.key + "` is a section",
                               "those that count are in `default_profile`");
    }
    Settings scratch;
    XB_TRY(Application(document_, Origin::kProfile, "", foreign_, &scratch)
               .Apply(profile, true));
  }
  return Ok();
}

// Suggestions come from the section, and for a key that is only in another
// place by its whole name.
Error Application::Unknown(const TomlNode& node, const std::string& section,
                           const std::vector<std::string_view>& others) const {
  std::vector<std::string_view> known;
  for (const SettingKey& key : AllSettings()) {
    std::string_view name = key.name;
    const size_t dot = name.find('.');
    if (!section.empty()) {
      if (!name.starts_with(section)) continue;
      known.push_back(name.substr(section.size()));
    } else if (dot == std::string_view::npos) {
      known.push_back(name);
    } else if (known.empty() || known.back() != name.substr(0, dot)) {
      known.push_back(name.substr(0, dot));
    }
  }
  if (section.empty()) known.push_back(kProfileSection);
  known.insert(known.end(), others.begin(), others.end());
  std::string hint = NearestKey(node.key, known);
  if (hint.empty()) hint = "`xb config` prints all that there are";
  return document_.ErrorAt(node, "unknown key `" + section + node.key + "`",
                           hint);
}

}  // namespace

Status ApplySettings(const TomlDocument& document, Origin origin,
                     Settings* settings, const ForeignKeys& foreign) {
  return Application(document, origin, "", foreign, settings)
      .Apply(document.root, false);
}

std::vector<std::string_view> ProfilesOf(const TomlDocument& document) {
  std::vector<std::string_view> names;
  const TomlNode* profiles = document.root.Find(kProfileSection);
  if (profiles == nullptr) return names;
  for (const TomlNode& profile : profiles->items) names.push_back(profile.key);
  return names;
}

Status ApplyProfile(const TomlDocument& document, std::string_view name,
                    Settings* settings, const ForeignKeys& foreign) {
  const TomlNode* profiles = document.root.Find(kProfileSection);
  const TomlNode* profile =
      profiles == nullptr ? nullptr : profiles->Find(name);
  if (profile == nullptr) return Ok();
  return Application(document, Origin::kProfile,
                     "profile " + std::string(name) + ", ", foreign, settings)
      .Apply(*profile, true);
}

}  // namespace xb
