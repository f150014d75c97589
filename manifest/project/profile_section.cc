// SPDX-License-Identifier: Apache-2.0
// [profile.NAME]
#include <algorithm>
#include <utility>

#include "config/settings_table.h"
#include "manifest/project/profiles.h"
#include "manifest/project/read_project.h"

namespace xb::project {
namespace {

// What is true or false or more, as a word.
Text WordOf(const TableReader& table, std::string_view key) {
  const TomlNode* node = table.Find(key);
  if (node == nullptr) return {};
  const Place place = PlaceOf(*node);
  switch (node->kind) {
    case TomlNode::Kind::kBool:
      return {node->boolean ? "true" : "false", place};
    case TomlNode::Kind::kInteger:
      return {std::to_string(node->integer), place};
    default:
      return {node->text, place};
  }
}

std::optional<bool> FlagOf(const TableReader& table, std::string_view key) {
  if (!table.Has(key)) return std::nullopt;
  return table.GetBool(key, false);
}

// The reader of settings checks them.
std::vector<std::string_view> SettingsKeys() {
  std::vector<std::string_view> keys;
  for (const SettingKey& key : AllSettings()) {
    keys.push_back(key.name.substr(0, key.name.find('.')));
  }
  return keys;
}

}  // namespace

Status ReadProfile(const TomlDocument& document, const TomlNode& node,
                   Project* project) {
  XB_TRY(CheckName(document, node, "a profile"));
  const TableReader table(document, node, "profile." + node.key,
                          "profile.NAME");
  XB_TRY(table.Check(SettingsKeys()));
  auto& all = project->profiles;
  auto known = std::find_if(all.begin(), all.end(), [&](const Profile& one) {
    return one.name.value == node.key;
  });
  Profile profile;
  profile.name = {node.key, table.place()};
  profile.parent = table.GetText("inherits");
  profile.flags = ReadFlags(table);
  profile.optimize = WordOf(table, "optimize");
  profile.debug = WordOf(table, "debug");
  profile.warnings = table.GetText("warnings");
  profile.sanitize = table.GetList("sanitize");
  profile.lto = WordOf(table, "lto");
  if (profile.lto.value == "true") profile.lto.value = "on";
  if (profile.lto.value == "false") profile.lto.value = "off";
  profile.linker = table.GetList("linker");
  profile.launcher = table.GetText("launcher");
  profile.cc = table.GetText("cc");
  profile.cxx = table.GetText("cxx");
  profile.ar = table.GetText("ar");
  profile.strip = FlagOf(table, "strip");
  profile.separate_debug = FlagOf(table, "separate_debug");
  profile.coverage = FlagOf(table, "coverage");
  profile.native = FlagOf(table, "native");
  profile.split_dwarf = FlagOf(table, "split_dwarf");
  profile.pgo = table.GetList("pgo");
  profile.options = table.GetTable("options");
  if (known == all.end()) {
    all.push_back(std::move(profile));
    return Ok();
  }
  // One that exists is changed: what it said stays where this says nothing,
  // unless another one is to count for that.
  if (!profile.parent.is_set()) {
    Profile before = std::move(*known);
    before.parent = {};
    Project pair;
    before.name.value = "before";
    profile.parent = {"before", {1, 1}};
    pair.profiles.push_back(std::move(before));
    profile = Flatten(pair, profile);
    profile.parent = {};
  }
  *known = std::move(profile);
  return Ok();
}

}  // namespace xb::project
