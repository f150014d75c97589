// SPDX-License-Identifier: Apache-2.0
// The part of Updater that tells what recipes are, for who runs them instead.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "manifest/make/file_names.h"
#include "os/environment.h"
#include "remake/recipe_lines.h"
#include "remake/updater.h"

namespace xb {
namespace {

// What make tells the makes below, and nobody else.
bool IsForMakes(std::string_view entry) {
  const std::string_view name = entry.substr(0, entry.find('='));
  return name.starts_with("MAKE") || name == "MFLAGS";
}

// What a recipe has in its environment and nobody has by himself.
std::vector<std::string> ExportsOf(const make::EnvironmentList& environment) {
  const auto own = EnvironmentEntries();
  std::vector<std::string> exports;
  for (const std::string& entry : environment) {
    const bool is_own = std::find(own.begin(), own.end(), entry) != own.end();
    if (!is_own && !IsForMakes(entry)) exports.push_back(entry);
  }
  std::sort(exports.begin(), exports.end());
  return exports;
}

}  // namespace

std::string Updater::WhyNoStep(Target* target) {
  make::Recipe& recipe = *target->recipe;
  recipe.Chop(evaluation_.one_shell());
  if (recipe.any_recurse) return "its recipe runs make";
  if (target->first_rule != nullptr) return "it has several recipes (::)";
  if (make::IsArchiveName(target->name)) return "it is a member of an archive";
  if (evaluation_.one_shell()) return "its lines have one shell (.ONESHELL)";
  make::Expander& expander = evaluation_.expander();
  const uint64_t before = expander.acts();
  for (const make::Recipe::Line& line : recipe.lines) {
    if (!expander.ExpandAsWritten(&target->scope, line.text).ok()) {
      return "its recipe cannot be expanded";
    }
  }
  if (expander.acts() == before) return "";
  return "its recipe asks $(shell) or does something else while it is expanded";
}

Result<std::string> Updater::ExportCommand(Target* target) {
  XB_ASSIGN(const std::vector<std::string> expanded, ExpandLines(target));
  Error shell_error;
  const make::ShellSettings shell = Shell(target, &shell_error);
  if (!shell_error.message.empty()) return shell_error;
  std::vector<ExportedLine> lines;
  for (size_t i = 0; i < expanded.size(); ++i) {
    std::string_view rest = expanded[i];
    while (!rest.empty()) {
      uint8_t flags = target->recipe_flags;
      flags |= target->recipe->lines[i].flags;
      const std::string_view written = TakePrefixes(rest, &flags);
      const char prefix = target->recipe->prefix;
      const std::string text = WithoutInnerPrefixes(written, prefix);
      const make::CommandWords words = make::SplitCommand(text, shell);
      std::string shown = text.substr(0, words.consumed);
      while (shown.ends_with('\n')) shown.pop_back();
      rest = BehindInnerPrefixes(written, prefix, words.consumed);
      if (words.words.empty()) continue;
      const bool ignores_error =
          (flags & make::Recipe::kIgnoreErrors) != 0 || options_.ignore_errors;
      lines.push_back({std::move(shown), ignores_error});
    }
  }
  if (lines.empty()) return std::string(":");
  XB_ASSIGN(const make::EnvironmentList environment,
            evaluation_.EnvironmentFor(target));
  return CommandOfLines(lines, shell.shell, shell.flags,
                        ExportsOf(environment));
}

Status Updater::ExportStep(Target* target) {
  XB_TRY(evaluation_.PrepareVariables(target, false));
  XB_TRY(SetAutomaticVariables(target));
  ExportedStep step;
  step.outputs = {target->name};
  for (const Target* other : target->also_make) {
    step.outputs.push_back(other->name);
  }
  for (const make::Prerequisite& one : target->prerequisites) {
    (one.order_only ? step.order_only : step.inputs)
        .push_back(make::RuleBase::Resolve(one.target)->name);
  }
  step.left_out = WhyNoStep(target);
  if (step.left_out.empty()) {
    XB_ASSIGN(step.command, ExportCommand(target));
    if (step.command.empty()) step.left_out = "its command has a line break";
  }
  graph_->steps.push_back(std::move(step));
  return Ok();
}

}  // namespace xb
