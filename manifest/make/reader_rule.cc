// SPDX-License-Identifier: Apache-2.0
// The part of Reader that reads rules, and variables of targets.
#include <utility>

#include "manifest/make/file_names.h"
#include "manifest/make/help_text.h"
#include "manifest/make/reader.h"
#include "manifest/make/words.h"

namespace xb::make {
namespace {

// What a line without a separator may have been meant as.
std::string MissingSeparator(const std::string& line, char prefix) {
  std::string text = "missing separator";
  if (prefix == '\t' && line.starts_with("        ")) {
    text += " (did you mean TAB instead of 8 spaces?)";
  } else if (line.starts_with("ifeq") || line.starts_with("ifneq")) {
    text += " (ifeq/ifneq must be followed by whitespace)";
  }
  return text;
}

bool IsSpecial(std::string_view name) {
  return name.size() > 1 && name[0] == '.' && name[1] >= 'A' && name[1] <= 'Z';
}

// An unquoted character of text that is expanded already.
size_t FindPlain(std::string* text, std::string_view stops) {
  return FindUnquoted(text, stops, 0, References::kNone);
}

// Of the backslashes in front of a character that ends the text two are one.
void DropQuoting(std::string* text) {
  size_t slashes = 0;
  while (slashes < text->size() &&
         (*text)[text->size() - 1 - slashes] == '\\') {
    ++slashes;
  }
  text->resize(text->size() - (slashes - slashes / 2));
}

}  // namespace

Status Reader::FinishRule() {
  drops_recipe_ = false;
  if (!rule_) return Ok();
  const ParsedRule rule = std::move(*rule_);
  rule_.reset();
  return evaluation_.AddRule(rule);
}

Status Reader::TakeRule(const std::string& line) {
  XB_TRY(FinishRule());
  RuleText parts;
  XB_ASSIGN(const bool is_rule, SplitRule(line, line, &parts));
  if (!is_rule) return Ok();
  return StartRule(std::move(parts));
}

// False when nothing is left of the line.
Result<bool> Reader::SplitRule(const std::string& line, std::string text,
                               RuleText* parts) {
  const size_t stop = FindUnquoted(&text, ";#", 0);
  if (stop != std::string::npos) {
    if (text[stop] == ';') parts->recipe = text.substr(stop + 1);
    if (text[stop] == '#') parts->comment = text.substr(stop);
    text.resize(stop);
  }
  JoinContinuations(&text);
  if (Trim(text).empty()) {
    if (parts->recipe) return ErrorHere("missing rule before recipe");
    return false;
  }
  std::string copy = text;
  const size_t colon = FindUnquoted(&copy, ":", 0);
  std::string before = text;
  std::string raw;
  if (colon != std::string::npos) {
    raw = copy.substr(colon);
    // Those that quote other colons are looked for later.
    before.resize(text.size() - raw.size());
    DropQuoting(&before);
  }
  XB_ASSIGN(std::string expanded, evaluation_.expander().Expand(before));
  if (!parts->recipe) {
    const size_t semicolon = FindPlain(&expanded, ";");
    if (semicolon != std::string::npos) {
      parts->recipe = expanded.substr(semicolon + 1) + raw;
      expanded.resize(semicolon);
      raw.clear();
    }
  }
  const size_t own = FindPlain(&expanded, ":");
  if (own != std::string::npos) {
    parts->expanded = expanded.substr(own);
    expanded.resize(own);
  } else if (raw.empty()) {
    if (Trim(expanded).empty()) return false;
    return ErrorHere(MissingSeparator(line, evaluation_.recipe_prefix()));
  }
  parts->left = std::move(expanded);
  parts->raw = std::move(raw);
  return true;
}

Status Reader::StartRule(RuleText parts) {
  ParsedRule rule;
  rule.place = place_;
  if (parts.left.ends_with('&')) {
    rule.grouped = true;
    parts.left.pop_back();
  }
  rule.names =
      ParseNames(evaluation_.world(), parts.left, "", Wildcards::kExpand);
  if (rule.names.empty()) {
    drops_recipe_ = true;
    return Ok();
  }
  std::string& colons = parts.expanded.empty() ? parts.raw : parts.expanded;
  colons.erase(0, 1);
  if (colons.starts_with(':')) {
    rule.double_colon = true;
    colons.erase(0, 1);
  }
  std::string definition = parts.expanded + parts.raw;
  const Modifiers modifiers = ParseModifiers(definition, true);
  if (modifiers.is_assignment) {
    if (!parts.recipe) return AssignForTargets(rule.names, modifiers);
    const std::string whole = definition + ";" + *parts.recipe;
    return AssignForTargets(rule.names, ParseModifiers(whole, true));
  }
  FindUnquoted(&parts.raw, "=", 0);
  XB_ASSIGN(const std::string more, evaluation_.expander().Expand(parts.raw));
  std::string prerequisites = parts.expanded + more;
  if (!parts.recipe) {
    const size_t semicolon = FindPlain(&prerequisites, ";");
    if (semicolon != std::string::npos) {
      parts.recipe = prerequisites.substr(semicolon + 1);
      prerequisites.resize(semicolon);
    }
  }
  XB_TRY(TakeStaticPattern(&prerequisites, &rule));
  rule.prerequisites = Trim(prerequisites);
  rule.recipe_prefix = evaluation_.recipe_prefix();
  if (parts.recipe) {
    rule.has_recipe = true;
    rule.recipe = *parts.recipe + "\n";
    rule.recipe_line = place_.line;
  }
  evaluation_.NoticeRule(rule);
  if (evaluation_.keeps_notes()) {
    rule.help = HelpBehindRule(parts.comment);
    if (rule.help.empty()) rule.help = HelpOfComment(own_comment_);
    // `.PHONY: clean` stands between a comment and the rule that it is about.
    if (IsSpecial(rule.names[0])) comment_.swap(own_comment_);
  }
  rule_ = std::move(rule);
  return Ok();
}

// `targets: %.o: %.c`
Status Reader::TakeStaticPattern(std::string* prerequisites, ParsedRule* rule) {
  const size_t colon = FindPlain(prerequisites, ":");
  if (colon == std::string::npos) return Ok();
  const std::string pattern = prerequisites->substr(0, colon);
  const std::vector<std::string> names =
      ParseNames(evaluation_.world(), pattern, "", Wildcards::kKeep);
  if (names.empty()) return ErrorHere("missing target pattern");
  if (names.size() > 1) return ErrorHere("multiple target patterns");
  rule->pattern = ParsePattern(names[0]);
  if (!rule->pattern.has_percent) {
    return ErrorHere("target pattern contains no '%'");
  }
  rule->has_pattern = true;
  prerequisites->erase(0, colon + 1);
  // Names may have quoted ones here as well.
  for (size_t at = 0; at < prerequisites->size(); ++at) {
    at = FindUnquoted(prerequisites, ":", at, References::kNone);
    if (at == std::string::npos) break;
  }
  return Ok();
}

Status Reader::AssignForTargets(const std::vector<std::string>& names,
                                const Modifiers& modifiers) {
  const auto assignment = ParseAssignment(modifiers.rest);
  if (!assignment)
    return ErrorHere("Malformed target-specific variable definition");
  const Origin origin =
      modifiers.is_override ? Origin::kOverride : Origin::kFile;
  for (const std::string& name : names) {
    const Pattern pattern = ParsePattern(name);
    if (pattern.has_percent) {
      XB_TRY(AssignForPattern(name, modifiers, *assignment));
      continue;
    }
    Target* target = FirstRule(evaluation_.rules().Enter(pattern.prefix));
    target->is_explicit = true;
    XB_TRY(evaluation_.PrepareVariables(target, true));
    Variables& variables = evaluation_.variables();
    const ScopedVariables scoped(variables, &target->scope);
    XB_ASSIGN(const std::string variable_name,
              evaluation_.expander().Expand(assignment->name));
    if (Trim(variable_name).empty()) return ErrorHere("empty variable name");
    // Other targets may do without it.
    evaluation_.NoteKnown(Trim(variable_name));
    Variable* variable = nullptr;
    XB_TRY(evaluation_.Assign(*assignment, Trim(variable_name), origin, place_,
                              true, &variable));
    if (variable == nullptr) continue;
    const bool is_own =
        target->variables->find(variable->name) != target->variables->end();
    if (!is_own) continue;
    variable->per_target = true;
    variable->is_private = modifiers.is_private;
    if (modifiers.is_export) variable->export_mode = Export::kYes;
    if (modifiers.is_unexport) variable->export_mode = Export::kNo;
    if (origin == Origin::kOverride) continue;
    // The command line has the last word here as well.
    const Variable* global = variables.FindGlobal(variable->name);
    if (global != nullptr && (global->origin == Origin::kCommandLine ||
                              global->origin == Origin::kEnvironmentOverride)) {
      variable->value = global->value;
      variable->origin = global->origin;
      variable->recursive = global->recursive;
      variable->appends = false;
    }
  }
  return Ok();
}

Status Reader::AssignForPattern(const std::string& name,
                                const Modifiers& modifiers,
                                const Assignment& assignment) {
  PatternVariable known;
  known.target = ParsePattern(name);
  XB_ASSIGN(const std::string variable_name,
            evaluation_.expander().Expand(assignment.name));
  if (Trim(variable_name).empty()) return ErrorHere("empty variable name");
  evaluation_.NoteKnown(Trim(variable_name));
  Variable& variable = known.variable;
  variable.name = Trim(variable_name);
  variable.place = place_;
  variable.origin = modifiers.is_override ? Origin::kOverride : Origin::kFile;
  variable.is_private = modifiers.is_private;
  if (modifiers.is_export) variable.export_mode = Export::kYes;
  if (modifiers.is_unexport) variable.export_mode = Export::kNo;
  known.flavor = PatternVariable::Flavor::kSet;
  switch (assignment.flavor) {
    case Flavor::kAppend:
      known.flavor = PatternVariable::Flavor::kAppend;
      variable.value = assignment.value;
      break;
    case Flavor::kIfUndefined:
      known.flavor = PatternVariable::Flavor::kIfUndefined;
      variable.value = assignment.value;
      break;
    case Flavor::kRecursive:
      variable.value = assignment.value;
      break;
    case Flavor::kSimple:
    case Flavor::kSimpleRecursive:
    case Flavor::kShell: {
      Expander& expander = evaluation_.expander();
      const uint64_t effects = expander.effects();
      XB_ASSIGN(variable.value, expander.Expand(assignment.value));
      if (effects != expander.effects() ||
          assignment.flavor == Flavor::kShell) {
        variable.written = assignment.value;
      }
      variable.recursive = false;
      if (assignment.flavor == Flavor::kShell) {
        XB_ASSIGN(variable.value, evaluation_.RunShell(variable.value));
      }
      break;
    }
  }
  if (variable.origin != Origin::kOverride) {
    const Variable* global = evaluation_.variables().FindGlobal(variable.name);
    if (global != nullptr && (global->origin == Origin::kCommandLine ||
                              global->origin == Origin::kEnvironmentOverride)) {
      // It has the last word, and is said again where more is appended.
      variable.value = global->value;
      variable.written = global->written;
      variable.origin = global->origin;
      variable.recursive = global->recursive;
    }
  }
  evaluation_.rules().AddPatternVariable(std::move(known));
  return Ok();
}

}  // namespace xb::make
