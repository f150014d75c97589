// SPDX-License-Identifier: Apache-2.0
// [step.NAME]
#include <utility>

#include "base/text.h"
#include "manifest/project/read_project.h"

namespace xb::project {
namespace {

Status ReadCommands(const TomlDocument& document, const TableReader& table,
                    Step* step) {
  const TomlNode* node = table.Find("command");
  if (node == nullptr) {
    return ErrorAt(document, table.place(),
                   "`" + table.name() + "` needs a `command`");
  }
  const bool is_text = node->kind == TomlNode::Kind::kText;
  if (!is_text && node->kind != TomlNode::Kind::kArray) {
    return document.ErrorAt(*node, "`command` is a string or a list of them");
  }
  const std::vector<TomlNode> one{*node};
  for (const TomlNode& item : is_text ? one : node->items) {
    if (item.kind != TomlNode::Kind::kText) {
      return document.ErrorAt(item, "`command` is a string or a list of them");
    }
    for (const std::string_view line : Split(item.text, '\n')) {
      if (line.find_first_of(std::string_view("\r\0", 2)) !=
          std::string_view::npos) {
        return document.ErrorAt(item,
                                "`command` has a character that no "
                                "command can have");
      }
      if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
      step->commands.push_back({std::string(line), PlaceOf(item)});
    }
  }
  if (step->commands.empty()) {
    return document.ErrorAt(*node, "`command` is empty");
  }
  return Ok();
}

}  // namespace

Status ReadStep(const TomlDocument& document, const TomlNode& node,
                Project* project) {
  XB_TRY(CheckName(document, node, "a step"));
  const TableReader table(document, node, "step." + node.key, "step.NAME");
  XB_TRY(table.Check());
  Step step;
  step.name = {node.key, table.place()};
  XB_TRY(ReadCommands(document, table, &step));
  step.inputs = table.GetList("inputs");
  step.outputs = table.GetList("outputs");
  step.after = table.GetList("after");
  step.depfile = table.GetText("depfile");
  step.env = table.GetTable("env");
  step.directory = table.GetText("directory");
  step.pool = table.GetText("pool");
  step.description = table.GetText("description");
  step.always = table.GetBool("always", false);
  step.is_default = table.GetBool("default", false);
  step.console = table.GetBool("console", false);
  step.secrets = table.GetList("secrets");
  step.cache_dirs = table.GetList("cache_dirs");
  if (table.Has("timeout")) step.timeout = table.GetInteger("timeout", 0);
  if (table.Has("cache")) step.cache = table.GetBool("cache", false);
  if (step.console && step.pool.is_set()) {
    return ErrorAt(document, step.pool.place,
                   "a step has the console or a pool, not both");
  }
  project->steps.push_back(std::move(step));
  return Ok();
}

}  // namespace xb::project
