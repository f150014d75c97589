// SPDX-License-Identifier: Apache-2.0
// The part of Evaluation that knows the environment: what make finds there,
// what it adds by itself, and what commands find in turn.
#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "manifest/make/builtins.h"
#include "manifest/make/command_words.h"
#include "manifest/make/evaluation.h"
#include "manifest/make/words.h"

namespace xb::make {
namespace {

constexpr std::string_view kFeatures =
    "target-specific order-only second-expansion else-if shortest-stem "
    "undefine oneshell nocomment grouped-target extra-prereqs notintermediate "
    "shell-export archives jobserver output-sync check-symlink";

bool IsIdentifier(std::string_view name) {
  if (name.empty() || (name[0] >= '0' && name[0] <= '9')) return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z') || c == '_';
  });
}

}  // namespace

void Evaluation::DefineBuiltins() {
  const auto define = [this](std::string_view name, std::string_view value,
                             Origin origin, bool recursive) {
    return variables_.Define({.name = name,
                              .value = value,
                              .origin = origin,
                              .recursive = recursive},
                             &variables_.global());
  };
  constexpr Origin kDefault = Origin::kDefault;
  for (const BuiltinVariable& builtin : BuiltinVariables()) {
    const bool is_automatic = builtin.name.size() == 2 &&
                              std::string_view("@%*<?^+").find(
                                  builtin.name[0]) != std::string_view::npos;
    // $(@D) and the like are the language's own, whatever -R says.
    if (options_.no_builtin_variables && !is_automatic) continue;
    define(builtin.name, builtin.value,
           is_automatic ? Origin::kAutomatic : kDefault, true);
  }
  std::string_view suffixes;
  if (!options_.no_builtin_rules) suffixes = BuiltinSuffixes();
  Target* list = rules_.Enter(".SUFFIXES");
  list->is_target = true;
  list->builtin = true;
  for (const std::string_view suffix : SplitWords(suffixes)) {
    Prerequisite one;
    one.target = rules_.Enter(suffix);
    list->prerequisites.push_back(std::move(one));
  }
  if (!options_.no_builtin_rules) {
    for (const BuiltinSuffixRule& builtin : BuiltinSuffixRules()) {
      Target* target = rules_.Enter(builtin.suffixes);
      target->recipe = rules_.NewRecipe();
      target->recipe->text = std::string(builtin.recipe) + "\n";
      target->builtin = true;
    }
  }
  define("SUFFIXES", suffixes, kDefault, false);
  define("MAKE_VERSION", "4.4.1", kDefault, false);
  define("MAKE_HOST", identity_.host, kDefault, false);
  define("MAKE_COMMAND", identity_.command, kDefault, false);
  define("MAKE", "$(MAKE_COMMAND)", kDefault, true);
  define(".VARIABLES", "", kDefault, false);
  define(".FEATURES", kFeatures, kDefault, false);
  define(".RECIPEPREFIX", "", kDefault, false);
  define(".LOADED", "", kDefault, false);
  define(".SHELLFLAGS", "-c", kDefault, false);
  define(".DEFAULT_GOAL", "", Origin::kFile, false);
  define("SHELL", "/bin/sh", kDefault, false);
  define("MAKEFILES", "", kDefault, false)->export_mode = Export::kIfSet;
  define("CURDIR", identity_.directory, Origin::kFile, false);
  include_dirs_ = options_.include_dirs;
  for (const char* directory : {"/usr/local/include", "/usr/include"}) {
    const auto stat = world_.disk().Stat(directory);
    if (stat.ok() && stat.value().is_directory()) {
      include_dirs_.emplace_back(directory);
    }
  }
  std::string include_list;
  for (const std::string& directory : include_dirs_) {
    AppendWord(directory, &include_list);
  }
  define(".INCLUDE_DIRS", include_list, kDefault, false);
}

void Evaluation::DefineEnvironment(const EnvironmentList& environment) {
  given_environment_ = environment;
  for (const std::string& entry : environment) {
    const size_t equals = entry.find('=');
    if (equals == std::string::npos || equals == 0) continue;
    const std::string name = entry.substr(0, equals);
    const std::string value = entry.substr(equals + 1);
    if (name == "MAKE_RESTARTS" || name == "MAKEFLAGS" || name == "MFLAGS") {
      continue;
    }
    if (name == "SHELL") {
      // Commands get it as it was, make does not use it.
      shell_from_environment_ = value;
      has_shell_in_environment_ = true;
      continue;
    }
    Variable* variable = variables_.Define({.name = name,
                                            .value = value,
                                            .origin = Origin::kEnvironment,
                                            .recursive = true},
                                           &variables_.global());
    if (name == "MAKE_TERMOUT" || name == "MAKE_TERMERR") continue;
    variable->export_mode = Export::kYes;
  }
  Variable* level = variables_.Define({.name = "MAKELEVEL",
                                       .value = std::to_string(identity_.level),
                                       .origin = Origin::kEnvironment,
                                       .recursive = false},
                                      &variables_.global());
  level->export_mode = Export::kYes;
  if (identity_.restarts > 0) {
    Variable* restarts =
        variables_.Define({.name = "MAKE_RESTARTS",
                           .value = std::to_string(identity_.restarts),
                           .origin = Origin::kFile,
                           .recursive = false},
                          &variables_.global());
    restarts->export_mode = Export::kNo;
  }
  if (!options_.definitions.empty()) {
    variables_.Define({.name = "-*-command-variables-*-",
                       .value = EncodeDefinitions(options_),
                       .origin = Origin::kAutomatic,
                       .recursive = false},
                      &variables_.global());
    variables_.Define({.name = "MAKEOVERRIDES",
                       .value = "${-*-command-variables-*-}",
                       .origin = Origin::kEnvironment,
                       .recursive = true},
                      &variables_.global());
  }
  for (const auto& [name, terminal] :
       {std::pair("MAKE_TERMOUT", identity_.terminal_out),
        std::pair("MAKE_TERMERR", identity_.terminal_err)}) {
    // The makes below may not see what theirs are.
    if (terminal.empty() || variables_.FindGlobal(name) != nullptr) continue;
    variables_
        .Define({.name = name,
                 .value = terminal,
                 .origin = Origin::kDefault,
                 .recursive = false},
                &variables_.global())
        ->export_mode = Export::kYes;
  }
  std::string goals;
  for (const std::string& goal : options_.goals) AppendWord(goal, &goals);
  if (!goals.empty()) {
    variables_.Define({.name = "MAKECMDGOALS",
                       .value = goals,
                       .origin = Origin::kDefault,
                       .recursive = false},
                      &variables_.global());
  }
  DefineMakeflags();
  // Only what a Makefile tries to set becomes an override.
  variables_.set_environment_overrides(options_.environment_overrides);
}

// What is hidden by one that does not say it itself says whether it counts.
Export Evaluation::ExportModeOf(const Variable& variable, const Scope* scope) {
  if (variable.export_mode != Export::kByOrigin || scope->next == nullptr ||
      !(variable.per_target || IsIdentifier(variable.name))) {
    return variable.export_mode;
  }
  variables_.NoteRead(variable.name);
  bool in_parent = scope->next_is_parent;
  for (const Scope* at = scope->next; at != nullptr; at = at->next) {
    const auto found = at->set->find(variable.name);
    if (found != at->set->end() && !(in_parent && found->second.is_private)) {
      const Variable& hidden = found->second;
      if (hidden.export_mode != Export::kByOrigin) return hidden.export_mode;
      if (hidden.origin == Origin::kEnvironment ||
          hidden.origin == Origin::kEnvironmentOverride ||
          hidden.origin == Origin::kCommandLine) {
        return Export::kYes;
      }
    }
    in_parent |= at->next_is_parent;
  }
  return Export::kByOrigin;
}

bool Evaluation::IsExported(const Variable& variable, const Scope* scope) {
  switch (ExportModeOf(variable, scope)) {
    case Export::kYes:
      return true;
    case Export::kNo:
      return false;
    case Export::kIfSet:
      return variable.origin != Origin::kDefault;
    case Export::kByOrigin:
      break;
  }
  switch (variable.origin) {
    case Origin::kDefault:
    case Origin::kAutomatic:
      return false;
    case Origin::kCommandLine:
    case Origin::kEnvironment:
    case Origin::kEnvironmentOverride:
      return IsIdentifier(variable.name);
    case Origin::kFile:
    case Origin::kOverride:
      return export_all_ && IsIdentifier(variable.name);
  }
  return false;
}

Result<EnvironmentList> Evaluation::EnvironmentFor(Target* target) {
  const Scope* scope = variables_.scope();
  if (target != nullptr) {
    XB_TRY(PrepareVariables(target, false));
    scope = &target->scope;
  }
  const ScopedVariables scoped(variables_, scope);
  EnvironmentList list;
  std::unordered_map<std::string_view, bool> seen;
  bool in_parent = false;
  bool has_shell = false;
  for (const Scope* at = scope; at != nullptr; at = at->next) {
    for (auto& [name, variable] : *at->set) {
      if (in_parent && variable.is_private) continue;
      if (!seen.emplace(name, true).second) continue;
      if (name == "SHELL" && variable.export_mode != Export::kYes) continue;
      if (!IsExported(variable, at)) continue;
      std::string value;
      if (name == "MAKELEVEL") {
        value = std::to_string(identity_.level + 1);
      } else if ((variable.recursive || variable.appends) &&
                 variable.origin != Origin::kEnvironment &&
                 variable.origin != Origin::kEnvironmentOverride) {
        expander_.set_lenient(target == nullptr);
        const Status expanded = expander_.AppendValue(&variable, &value);
        expander_.set_lenient(false);
        if (!expanded.ok()) return Error(expanded.error());
      } else {
        value = variable.value;
      }
      has_shell |= name == "SHELL";
      std::string& entry = list.emplace_back(name);
      entry.append("=").append(value);
    }
    in_parent |= at->next_is_parent;
  }
  if (!has_shell && has_shell_in_environment_) {
    list.push_back("SHELL=" + shell_from_environment_);
  }
  // For people who look at it; programs do not care.
  std::sort(list.begin(), list.end());
  return list;
}

std::string_view Evaluation::GivenValue(std::string_view name) {
  variables_.NoteRead(name);
  for (const std::string& entry : given_environment_) {
    if (entry.size() > name.size() && entry.starts_with(name) &&
        entry[name.size()] == '=') {
      return std::string_view(entry).substr(name.size() + 1);
    }
  }
  return {};
}

bool Evaluation::HandsOn(const Target* target, std::string_view name) {
  // They come from there, and are not what they were.
  if (name == "MAKELEVEL" || name == "MFLAGS" || name == "MAKEOVERRIDES") {
    return false;
  }
  const Scope* scope = target == nullptr ? variables_.scope() : &target->scope;
  for (; scope != nullptr; scope = scope->next) {
    const auto found = scope->set->find(name);
    if (found == scope->set->end()) continue;
    return scope->set == &variables_.global() &&
           (found->second.origin == Origin::kEnvironment ||
            found->second.origin == Origin::kEnvironmentOverride);
  }
  return false;
}

Result<std::string> Evaluation::RunShell(const std::string& command) {
  ShellSettings settings;
  XB_ASSIGN(settings.shell, expander_.Expand("$(SHELL)"));
  XB_ASSIGN(settings.flags, expander_.Expand("$(.SHELLFLAGS)"));
  settings.one_shell = true;
  settings.has_prefixes = one_shell_;
  const CommandWords words = SplitCommand(command, settings);
  if (words.words.empty()) return std::string();
  XB_ASSIGN(const EnvironmentList environment, EnvironmentFor(nullptr));
  ShellAnswer answer = world_.Run(words.words, environment);
  if (answer.is_stopped) return MakeErrorTold();
  if (!answer.error.empty()) {
    world_.Err(identity_.program + ": " + words.words[0] + ": " + answer.error +
               "\n");
  }
  variables_.Define({.name = ".SHELLSTATUS",
                     .value = std::to_string(answer.exit_status),
                     .origin = Origin::kOverride,
                     .recursive = false},
                    &variables_.global());
  std::string& output = answer.output;
  while (!output.empty() && output.back() == '\n') output.pop_back();
  std::replace(output.begin(), output.end(), '\n', ' ');
  return std::move(output);
}

}  // namespace xb::make
