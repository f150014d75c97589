// SPDX-License-Identifier: Apache-2.0
#include "manifest/make/database.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "manifest/make/words.h"

namespace xb::make {
namespace {

std::string_view OriginComment(Origin origin) {
  switch (origin) {
    case Origin::kDefault:
      return "default";
    case Origin::kEnvironment:
      return "environment";
    case Origin::kFile:
      return "makefile";
    case Origin::kEnvironmentOverride:
      return "environment under -e";
    case Origin::kCommandLine:
      return "command line";
    case Origin::kOverride:
      return "'override' directive";
    case Origin::kAutomatic:
      return "automatic";
  }
  return "";
}

std::string From(const Place& place) {
  if (!place.is_known()) return {};
  return " (from '" + std::string(place.file) + "', line " +
         std::to_string(place.line) + ")";
}

std::string DefinitionOf(const Variable& variable) {
  if (variable.value.find('\n') != std::string::npos) {
    return "define " + variable.name + (variable.recursive ? "" : " :=") +
           "\n" + variable.value + "\nendef\n";
  }
  std::string text = variable.name;
  if (variable.recursive) {
    text += variable.appends ? " += " : " = ";
    return text + variable.value + "\n";
  }
  text += " := ";
  for (const char c : variable.value) text.append(c == '$' ? 2 : 1, c);
  return text + "\n";
}

std::vector<const Variable*> Sorted(const VariableSet& set) {
  std::vector<const Variable*> list;
  for (const auto& [name, variable] : set) list.push_back(&variable);
  std::sort(list.begin(), list.end(), [](const Variable* a, const Variable* b) {
    return a->name < b->name;
  });
  return list;
}

void AppendRecipe(const Recipe* recipe, std::string* out) {
  if (recipe == nullptr) return;
  *out += "#  recipe to execute";
  *out += recipe->place.is_known() ? From(recipe->place) : " (built-in)";
  *out += ":\n";
  std::string_view text = recipe->text;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    out->append("\t").append(text.substr(0, end)).append("\n");
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void AppendPatternRule(const PatternRule& rule, std::string* out) {
  std::string targets;
  for (const Pattern& target : rule.targets) {
    AppendWord(target.Text(), &targets);
  }
  *out += targets + (rule.terminal ? "::" : ":");
  for (const Prerequisite& one : rule.prerequisites) *out += " " + one.text;
  *out += "\n";
  AppendRecipe(rule.recipe, out);
  *out += "\n";
}

std::string NameOf(const Prerequisite& one) {
  return one.target == nullptr ? one.text : one.target->name;
}

void AppendState(const Target& target, std::string* out) {
  const auto tell = [&](bool is_so, std::string_view text) {
    if (is_so) out->append("#  ").append(text).append("\n");
  };
  tell(target.phony, "Phony target (prerequisite of .PHONY).");
  tell(target.precious, "Precious file (prerequisite of .PRECIOUS).");
  tell(target.is_goal, "Command line target.");
  tell(target.secondary, "File is secondary (prerequisite of .SECONDARY).");
  tell(target.intermediate && !target.secondary,
       "File is an intermediate prerequisite.");
  tell(true, target.tried_implicit ? "Implicit rule search has been done."
                                   : "Implicit rule search has not been done.");
  tell(target.mtime == kUnknownTime, "Modification time never checked.");
  tell(target.mtime == kMissingTime, "File does not exist.");
  tell(true, target.updated ? "File has been updated."
                            : "File has not been updated.");
  if (!target.updated) return;
  tell(target.outcome == Outcome::kSuccess, "Successfully updated.");
  tell(target.outcome == Outcome::kQuestion,
       "Needs to be updated (-q is set).");
  tell(target.outcome == Outcome::kFailed, "Failed to be updated.");
}

void AppendTarget(const Target& target, std::string* out) {
  if (!target.is_target) *out += "# Not a target:\n";
  if (target.variables != nullptr) {
    for (const Variable* variable : Sorted(*target.variables)) {
      if (variable->origin == Origin::kAutomatic) continue;
      out->append("# ").append(OriginComment(variable->origin));
      *out += From(variable->place) + "\n" + target.name + ": " +
              DefinitionOf(*variable);
    }
  }
  *out += target.name + (target.first_rule != nullptr ? "::" : ":");
  std::string order_only;
  for (const Prerequisite& one : target.prerequisites) {
    if (one.order_only) {
      AppendWord(NameOf(one), &order_only);
    } else {
      *out += " " + NameOf(one);
    }
  }
  if (!order_only.empty()) *out += " | " + order_only;
  *out += "\n";
  AppendState(target, out);
  AppendRecipe(target.recipe, out);
  *out += "\n";
}

}  // namespace

std::string DatabaseText(Evaluation& evaluation) {
  std::string out = "\n# Make data base\n\n# Variables\n\n";
  for (const Variable* variable : Sorted(evaluation.variables().global())) {
    out.append("# ").append(OriginComment(variable->origin));
    out += From(variable->place) + "\n" + DefinitionOf(*variable);
  }
  out += "\n# Implicit Rules\n\n";
  RuleBase& rules = evaluation.rules();
  for (const PatternRule* rule : rules.pattern_rules()) {
    AppendPatternRule(*rule, &out);
  }
  out += "# Files\n\n";
  for (const Target& target : rules.targets()) {
    if (target.renamed == nullptr) AppendTarget(target, &out);
  }
  return out + "# Finished Make data base\n\n";
}

}  // namespace xb::make
