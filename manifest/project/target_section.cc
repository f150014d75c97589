// SPDX-License-Identifier: Apache-2.0
// [target.NAME] and its parts.
#include <array>
#include <utility>

#include "manifest/project/read_project.h"

namespace xb::project {
namespace {

constexpr int64_t kUsualUnity = 16;
constexpr int64_t kMostUnity = 500;

struct TypeName {
  std::string_view name;
  TargetType type;
};

constexpr TypeName kTypes[] = {
    {"executable", TargetType::kExecutable},
    {"static", TargetType::kStatic},
    {"shared", TargetType::kShared},
    {"object", TargetType::kObject},
    {"test", TargetType::kTest},
};

TargetType TypeOf(const Text& text) {
  for (const TypeName& type : kTypes) {
    if (type.name == text.value) return type.type;
  }
  return TargetType::kExecutable;
}

Status ReadPublic(const TomlDocument& document, const TomlNode& node,
                  const std::string& name, Target* target) {
  const TableReader table(document, node, name, "target.NAME.public");
  XB_TRY(table.Check());
  target->exported = ReadFlags(table);
  target->exported_deps = table.GetList("deps");
  return Ok();
}

Status ReadAdditions(const TomlDocument& document, const TomlNode& node,
                     const std::string& name, bool of_profile,
                     std::vector<TargetAddition>* additions) {
  if (node.kind != TomlNode::Kind::kTable) {
    return document.ErrorAt(node, "`" + name + "` is a section",
                            "it is written as `[" + name + ".NAME]`");
  }
  for (const TomlNode& item : node.items) {
    const TableReader table(document, item, name + "." + item.key,
                            of_profile ? "target.NAME.profile.PROFILE"
                                       : "target.NAME.option.OPTION");
    XB_TRY(table.Check());
    for (const char* key : {"sources", "deps"}) {
      if (!of_profile || !table.Has(key)) continue;
      return document.ErrorAt(
          *table.Find(key),
          "`" + std::string(key) + "` cannot depend on a profile",
          "an option can choose them: `[target.NAME.option.OPTION]`");
    }
    additions->push_back({.condition = {item.key, PlaceOf(item)},
                          .sources = table.GetList("sources"),
                          .flags = ReadFlags(table),
                          .deps = table.GetList("deps")});
  }
  return Ok();
}

Status ReadUnity(const TomlDocument& document, const TableReader& table,
                 Target* target) {
  const TomlNode* node = table.Find("unity");
  if (node == nullptr) return Ok();
  target->unity = node->kind == TomlNode::Kind::kBool
                      ? (node->boolean ? kUsualUnity : 0)
                      : node->integer;
  if (target->unity <= kMostUnity) return Ok();
  return document.ErrorAt(
      *node, "`unity` is at most " + std::to_string(kMostUnity) + " sources");
}

void ReadInstallKey(const TableReader& table, Target* target) {
  const TomlNode* node = table.Find("install");
  if (node == nullptr) return;
  target->install = table.GetText("install");
  target->is_installed =
      node->kind == TomlNode::Kind::kText || table.GetBool("install", false);
}

void ReadTestKeys(const TableReader& table, Target* target) {
  target->args = table.GetWords("args");
  target->env = table.GetTable("env");
  target->data = table.GetList("data");
  target->directory = table.GetText("directory");
  if (table.Has("timeout")) target->timeout = table.GetInteger("timeout", 0);
  target->exit_status = table.GetInteger("exit_status", 0);
}

Status ReadParts(const TomlDocument& document, const TableReader& table,
                 Target* target) {
  const std::string& name = table.name();
  if (const TomlNode* node = table.Find("public")) {
    XB_TRY(ReadPublic(document, *node, name + ".public", target));
  }
  if (const TomlNode* node = table.Find("profile")) {
    XB_TRY(ReadAdditions(document, *node, name + ".profile", true,
                         &target->of_profiles));
  }
  if (const TomlNode* node = table.Find("option")) {
    XB_TRY(ReadAdditions(document, *node, name + ".option", false,
                         &target->of_options));
  }
  return Ok();
}

}  // namespace

Status ReadTarget(const TomlDocument& document, const TomlNode& node,
                  Project* project) {
  XB_TRY(CheckName(document, node, "a target"));
  const TableReader table(document, node, "target." + node.key, "target.NAME");
  XB_TRY(table.Check());
  Target target;
  target.name = {node.key, table.place()};
  target.type = TypeOf(table.GetText("type"));
  target.sources = table.GetList("sources");
  target.exclude = table.GetList("exclude");
  target.own = ReadFlags(table);
  target.deps = table.GetList("deps");
  target.after = table.GetList("after");
  target.output = table.GetText("output");
  target.version = table.GetText("version");
  target.pch = table.GetText("pch");
  if (table.Has("pic")) target.pic = table.GetBool("pic", false);
  target.is_default =
      table.GetBool("default", target.type != TargetType::kTest);
  XB_TRY(ReadUnity(document, table, &target));
  ReadInstallKey(table, &target);
  ReadTestKeys(table, &target);
  XB_TRY(ReadParts(document, table, &target));
  project->targets.push_back(std::move(target));
  return Ok();
}

}  // namespace xb::project
