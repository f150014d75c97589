// SPDX-License-Identifier: Apache-2.0
#include "manifest/project/read_project.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "config/settings_table.h"
#include "manifest/project/profiles.h"

namespace xb::project {
namespace {

using Reader = Status (*)(const TomlDocument&, const TomlNode&, Project*);

struct SectionReader {
  std::string_view name;
  // `[name.NAME]`, once for each; else `[name]`.
  bool has_names = false;
  Reader read = nullptr;
};

constexpr SectionReader kReaders[] = {
    {"project", false, ReadProjectSection},
    {"target", true, ReadTarget},
    {"profile", true, ReadProfile},
    {"step", true, ReadStep},
    {"pool", true, ReadPool},
    {"option", true, ReadOption},
    {"dependency", true, ReadDependency},
    {"platform", true, ReadPlatform},
    {"secret", true, ReadSecret},
    {"cache-dir", true, ReadCacheDir},
    {"install", false, ReadInstall},
    {"test", false, ReadTest},
};

bool IsSettingsKey(std::string_view key) {
  const auto settings = AllSettings();
  return std::any_of(
      settings.begin(), settings.end(), [&](const SettingKey& setting) {
        return setting.name.substr(0, setting.name.find('.')) == key;
      });
}

Error UnknownSection(const TomlDocument& document, const TomlNode& node) {
  std::vector<std::string_view> known;
  for (const SectionReader& reader : kReaders) known.push_back(reader.name);
  for (const SettingKey& setting : AllSettings()) {
    known.push_back(setting.name.substr(0, setting.name.find('.')));
  }
  return document.ErrorAt(node, "unknown key `" + node.key + "`",
                          NearestKey(node.key, known));
}

Status ReadSection(const TomlDocument& document, const SectionReader& reader,
                   const TomlNode& node, Project* project) {
  if (!reader.has_names) return reader.read(document, node, project);
  if (node.kind != TomlNode::Kind::kTable) {
    return document.ErrorAt(node, "`" + node.key + "` is a section",
                            "it is written as `[" + node.key + ".NAME]`");
  }
  for (const TomlNode& item : node.items) {
    XB_TRY(reader.read(document, item, project));
  }
  return Ok();
}

Status CheckTargetNames(const Project& project, const Texts& names,
                        std::string_view what) {
  for (const Text& name : names) {
    if (project.FindTarget(name.value) != nullptr ||
        FindDependency(project.dependencies, name.value) != nullptr) {
      continue;
    }
    std::vector<std::string_view> known;
    for (const Target& target : project.targets) {
      known.push_back(target.name.value);
    }
    for (const Dependency& dependency : project.dependencies) {
      known.push_back(dependency.name.value);
    }
    return project.ErrorAt(
        name.place, std::string(what) + " `" + name.value + "` is no target",
        NearestKey(name.value, known));
  }
  return Ok();
}

Status CheckAfter(const Project& project, const Texts& names) {
  for (const Text& name : names) {
    if (project.FindTarget(name.value) != nullptr) continue;
    std::vector<std::string_view> known;
    for (const Step& step : project.steps) known.push_back(step.name.value);
    for (const Dependency& dependency : project.dependencies) {
      known.push_back(dependency.name.value);
    }
    if (std::find(known.begin(), known.end(), name.value) != known.end()) {
      continue;
    }
    for (const Target& target : project.targets) {
      known.push_back(target.name.value);
    }
    return project.ErrorAt(name.place,
                           "`" + name.value + "` is no step and no target",
                           NearestKey(name.value, known));
  }
  return Ok();
}

// Names share one space: each is something that can be built.
Status CheckNamesAreUnique(const Project& project) {
  std::set<std::string_view> names;
  const auto add = [&](const Text& name) -> Status {
    if (names.insert(name.value).second) return Ok();
    return project.ErrorAt(name.place,
                           "`" + name.value + "` is the name of several things",
                           "each is something to build by its name");
  };
  for (const Target& target : project.targets) XB_TRY(add(target.name));
  for (const Step& step : project.steps) XB_TRY(add(step.name));
  for (const Dependency& dependency : project.dependencies) {
    XB_TRY(add(dependency.name));
  }
  return Ok();
}

Status CheckAdditions(const Project& project, const Target& target) {
  for (const TargetAddition& addition : target.of_profiles) {
    if (project.FindProfile(addition.condition.value) != nullptr) continue;
    std::vector<std::string_view> known;
    for (const Profile& profile : project.profiles) {
      known.push_back(profile.name.value);
    }
    return project.ErrorAt(addition.condition.place,
                           "unknown profile `" + addition.condition.value + "`",
                           NearestKey(addition.condition.value, known));
  }
  return Ok();
}

Status CheckPools(const Project& project) {
  for (const Step& step : project.steps) {
    if (!step.pool.is_set()) continue;
    std::vector<std::string_view> known;
    for (const Pool& pool : project.pools) known.push_back(pool.name.value);
    if (std::find(known.begin(), known.end(), step.pool.value) == known.end()) {
      return project.ErrorAt(step.pool.place,
                             "unknown pool `" + step.pool.value + "`",
                             NearestKey(step.pool.value, known));
    }
  }
  return Ok();
}

Status CheckProject(const Project& project) {
  XB_TRY(CheckNamesAreUnique(project));
  XB_TRY(CheckAfter(project, project.defaults));
  for (const Target& target : project.targets) {
    XB_TRY(CheckTargetNames(project, target.deps, "the dependency"));
    XB_TRY(CheckTargetNames(project, target.exported_deps, "the dependency"));
    XB_TRY(CheckAfter(project, target.after));
    XB_TRY(CheckAdditions(project, target));
  }
  for (const Step& step : project.steps) {
    XB_TRY(CheckAfter(project, step.after));
  }
  XB_TRY(CheckDependencies(project));
  XB_TRY(CheckStepNeeds(project));
  return CheckPools(project);
}

}  // namespace

const Target* Project::FindTarget(std::string_view wanted) const {
  const auto found = std::find_if(
      targets.begin(), targets.end(),
      [&](const Target& target) { return target.name.value == wanted; });
  return found == targets.end() ? nullptr : &*found;
}

const Profile* Project::FindProfile(std::string_view wanted) const {
  const auto found = std::find_if(
      profiles.begin(), profiles.end(),
      [&](const Profile& profile) { return profile.name.value == wanted; });
  return found == profiles.end() ? nullptr : &*found;
}

FlagSet ReadFlags(const TableReader& table) {
  return {.includes = table.GetList("includes"),
          .defines = table.GetList("defines"),
          .flags = table.GetWords("flags"),
          .cflags = table.GetWords("cflags"),
          .cxxflags = table.GetWords("cxxflags"),
          .ldflags = table.GetWords("ldflags"),
          .libs = table.GetWords("libs"),
          .packages = table.GetWords("packages")};
}

Status CheckName(const TomlDocument& document, const TomlNode& node,
                 std::string_view what) {
  const auto is_good = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
  };
  if (!node.key.empty() && node.key[0] != '.' &&
      std::all_of(node.key.begin(), node.key.end(), is_good)) {
    return Ok();
  }
  return document.ErrorAt(
      node, std::string(what) + " cannot be called `" + node.key + "`",
      "a name has letters, digits, `_`, `-` and `.`");
}

Result<Project> ReadProject(const TomlDocument& document,
                            const std::string& directory_name) {
  Project project;
  project.document = &document;
  project.name.value = directory_name;
  project.build_dir.value = "build";
  project.profiles = BuiltInProfiles();
  for (const TomlNode& node : document.root.items) {
    const auto* const reader = std::find_if(
        std::begin(kReaders), std::end(kReaders),
        [&](const SectionReader& one) { return one.name == node.key; });
    if (reader != std::end(kReaders)) {
      XB_TRY(ReadSection(document, *reader, node, &project));
    } else if (!IsSettingsKey(node.key)) {
      return UnknownSection(document, node);
    }
  }
  XB_TRY(CheckProfiles(project));
  XB_TRY(AddPlatformProfiles(&project));
  XB_TRY(CheckProject(project));
  return project;
}

}  // namespace xb::project
