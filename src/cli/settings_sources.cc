// SPDX-License-Identifier: Apache-2.0
#include "cli/settings_sources.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "config/settings_file.h"
#include "config/settings_table.h"
#include "config/settings_text.h"
#include "manifest/project/keys.h"
#include "os/environment.h"

namespace xb {
namespace {

constexpr char kSystemFile[] = "/etc/xb/config.toml";
constexpr char kUserFile[] = "/xb/config.toml";
constexpr char kSettingsFile[] = "xb.toml";
constexpr char kVariablePrefix[] = "XB_";

// Whether it counts under other names, too: what it does is none of theirs.
bool IsOwnMatter(std::string_view variable) {
  return variable.starts_with("XB_CACHE") || variable == "XB_REPLAY_WARNINGS";
}

}  // namespace

SettingsSources::Places SettingsSources::FindPlaces() {
  Places places{.system = kSystemFile, .user = {}, .project = kSettingsFile};
  const std::string base = GetEnv("XDG_CONFIG_HOME").value_or("");
  const std::string home = GetEnv("HOME").value_or("");
  if (base.starts_with("/")) {
    places.user = base + kUserFile;
  } else if (!home.empty()) {
    places.user = home + "/.config" + kUserFile;
  }
  return places;
}

Result<SettingsSources> SettingsSources::Read(
    Disk& disk, const Places& places, Variables variables,
    std::vector<std::string>* warnings) {
  SettingsSources sources;
  sources.variables_ = std::move(variables);
  const std::pair<const std::string&, Origin> files[] = {
      {places.system, Origin::kSystemConfig},
      {places.user, Origin::kUserConfig},
      {places.project, Origin::kProjectConfig},
  };
  for (const auto& [path, origin] : files) {
    if (path.empty()) continue;
    Result<std::optional<std::string>> text = disk.Read(path);
    if (!text.ok()) {
      std::string message =
          "loading '" + path + "': " + CauseOf(text.error(), path);
      if (origin == Origin::kProjectConfig) return MakeError(message);
      warnings->push_back(std::move(message));
    } else if (text.value()) {
      SettingsText own{.text = *std::move(text.value())};
      if (origin == Origin::kProjectConfig) {
        own = LeaveOutSections(std::move(own.text), project::ProjectSections());
        sources.has_project_ = own.has_sections;
      }
      XB_ASSIGN(TomlDocument document, ParseToml(path, std::move(own.text)));
      sources.files_.push_back({std::move(document), origin});
    }
  }
  return sources;
}

Result<SettingsSources> SettingsSources::ReadFor(
    Personality personality, Disk& disk, std::vector<std::string>* warnings) {
  Variables variables = GetEnvOfPrefix(kVariablePrefix);
  if (personality == Personality::kXb) {
    return Read(disk, FindPlaces(), std::move(variables), warnings);
  }
  std::erase_if(variables, [](const auto& variable) {
    return !IsOwnMatter(variable.first);
  });
  return Read(disk, {}, std::move(variables), warnings);
}

Status SettingsSources::Apply(Settings* settings) const {
  std::vector<std::string> sections;
  settings->has_project = has_project_;
  const ForeignKeys of_project{.sections = project::ProjectSections(),
                               .of_profiles = project::ProfileSwitches()};
  const auto foreign_in = [&](const File& file) {
    return file.origin == Origin::kProjectConfig ? of_project : ForeignKeys();
  };
  for (const File& file : files_) {
    XB_TRY(
        ApplySettings(file.document, file.origin, settings, foreign_in(file)));
    for (const std::string_view name : foreign_in(file).sections) {
      settings->has_project |= file.document.root.Find(name) != nullptr;
    }
    for (const std::string_view name : ProfilesOf(file.document)) {
      sections.emplace_back(name);
    }
  }
  settings->profile_sections = std::move(sections);
  for (const auto& [name, value] : variables_) {
    XB_TRY(ApplyVariable(name, value, settings));
  }
  // Only now it is known which profiles count.
  const std::vector<std::string> profiles = *settings->profiles;
  for (const std::string& profile : profiles) {
    // The manifest may know those that no file has.
    for (const File& file : files_) {
      XB_TRY(ApplyProfile(file.document, profile, settings, foreign_in(file)));
    }
  }
  return Ok();
}

Status CheckProfilesOfSettings(const Settings& settings) {
  // A variable may be meant for other projects.
  if (settings.profiles.origin != Origin::kFlag) return Ok();
  const std::vector<std::string_view> known(settings.profile_sections.begin(),
                                            settings.profile_sections.end());
  for (const std::string& name : *settings.profiles) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::string hint = NearestKey(name, known);
    if (hint.empty()) {
      hint = "no settings file has a section `[profile." + name + "]`";
    }
    return MakeError("unknown profile `" + name + "`", hint);
  }
  return Ok();
}

}  // namespace xb
