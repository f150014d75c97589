// SPDX-License-Identifier: Apache-2.0
#include "manifest/make/evaluation.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/hash.h"
#include "manifest/make/builtins.h"
#include "manifest/make/file_names.h"
#include "manifest/make/reader.h"
#include "manifest/make/words.h"

namespace xb::make {
namespace {

// A Makefile that includes itself ends here.
constexpr int kMaxIncludes = 200;

// What stands for a value as it is written, in bytes.
constexpr size_t kMostWritten = 4096;

// How MAKEFLAGS tells what the command line assigns.
constexpr std::string_view kOverrides = " -- $(MAKEOVERRIDES)";

// What is written and what was got from it.
struct Both {
  std::string_view written;  // empty: the same
  std::string_view value;

  std::string_view Written() const { return written.empty() ? value : written; }
};

// Options that are asked for with those before them (CFLAGS += $(shell try
// $(CFLAGS))) say all of these twice; what is long has a digest for a name, or
// it would grow without end.
std::string Shortened(std::string written) {
  if (written.size() <= kMostWritten) return written;
  return "$(... " + HexOf(Xxh3Wide(written)) + ")";
}

// What stands for `before` with `more` behind it; empty: their values do.
std::string AppendedWritten(const Both& before, const Both& more) {
  std::string text;
  if (before.written.empty() && more.written.empty()) return text;
  text = before.Written();
  AppendWord(more.Written(), &text);
  return Shortened(std::move(text));
}

}  // namespace

Evaluation::Evaluation(World& world, Options options, Identity identity)
    : world_(world),
      options_(std::move(options)),
      identity_(std::move(identity)),
      expander_(*this) {}

void Evaluation::Warn(const Place& place, const std::string& message) {
  world_.Err(PlacePrefix(place, identity_.program) + message + "\n");
}

void Evaluation::WarnUndefined(std::string_view name) {
  if (expander_.is_as_written()) return;
  if (misspelt_ != nullptr) {
    if (conditions_ > 0) {
      misspelt_->Knows(name);
    } else {
      misspelt_->SawUse(name, expander_.blamed_place());
    }
  }
  if (!options_.warn_undefined) return;
  // Set by make itself when it has something to put there.
  static constexpr std::string_view kQuiet[] = {"MAKECMDGOALS",
                                                "MAKE_RESTARTS",
                                                "MAKE_TERMOUT",
                                                "MAKE_TERMERR",
                                                "MAKEOVERRIDES",
                                                ".DEFAULT",
                                                "-*-command-variables-*-",
                                                "GNUMAKEFLAGS",
                                                "VPATH",
                                                "GPATH"};
  for (const std::string_view quiet : kQuiet) {
    if (name == quiet) return;
  }
  Warn(expander_.place(),
       "warning: undefined variable '" + std::string(name) + "'");
}

void Evaluation::TellMisspelt() {
  if (misspelt_ == nullptr) return;
  for (const Misspelling& one : misspelt_->Take(variables_)) {
    const Variable* const meant = variables_.FindGlobal(one.meant);
    std::string text = "warning: the variable " + one.name +
                       " is not set; did you mean " + one.meant;
    if (meant != nullptr && meant->place.is_known()) {
      std::string where = PlacePrefix(meant->place, "");
      where.resize(where.size() - 2);
      text += ", which " + where + " sets";
    }
    Warn(one.place, text + "?");
  }
}

Status Evaluation::ReadMakefiles() {
  sets_default_goal_ = false;
  std::string preread;
  XB_TRY(expander_.AppendVariable("MAKEFILES", &preread));
  for (const std::string_view name : SplitWords(preread)) {
    XB_TRY(ReadMakefile(std::string(name), Place{}, true));
  }
  sets_default_goal_ = true;
  for (const std::string& text : options_.evals) XB_TRY(Eval(text));
  bool found = false;
  if (!options_.makefiles.empty()) {
    for (const std::string& name : options_.makefiles) {
      XB_TRY(ReadNamed(name, Place{}, false, &found));
      if (!found) Warn({}, name + ": " + makefiles_.back().cause);
    }
    return Ok();
  }
  for (const char* name : {"GNUmakefile", "makefile", "Makefile"}) {
    XB_ASSIGN(const int64_t mtime, world_.disk().StatMtime(name));
    if (mtime == 0) continue;
    return ReadNamed(name, Place{}, false, &found);
  }
  // Each of them may be made.
  for (const char* name : {"GNUmakefile", "makefile", "Makefile"}) {
    rules_.Enter(name)->is_explicit = true;
    makefiles_.push_back({.name = name,
                          .from = {},
                          .is_optional = true,
                          .is_found = false,
                          .cause = {}});
  }
  return Ok();
}

Status Evaluation::ReadMakefile(const std::string& name, const Place& from,
                                bool is_optional) {
  bool found = false;
  if (name[0] != '/') {
    XB_ASSIGN(const int64_t mtime, world_.disk().StatMtime(name));
    if (mtime == 0) {
      for (const std::string& directory : include_dirs_) {
        std::string path = directory;
        path.append("/").append(name);
        XB_ASSIGN(const int64_t there, world_.disk().StatMtime(path));
        if (there != 0) return ReadNamed(path, from, is_optional, &found);
      }
    }
  }
  return ReadNamed(name, from, is_optional, &found);
}

Status Evaluation::ReadNamed(const std::string& name, const Place& from,
                             bool is_optional, bool* found) {
  if (name == "-" && !from.is_known()) {
    *found = true;
    makefiles_.push_back({.name = name,
                          .from = from,
                          .is_optional = true,
                          .is_found = true,
                          .cause = {}});
    return ReadText(name, options_.standard_input);
  }
  auto text = world_.disk().Read(name);
  MakefileUse use{.name = name,
                  .from = from,
                  .is_optional = is_optional,
                  .is_found = text.ok() && text.value().has_value(),
                  .cause = "No such file or directory"};
  if (!text.ok()) use.cause = CauseOf(text.error(), name);
  const auto stat = text.ok() ? FileStat() : world_.disk().Stat(name);
  if (stat.ok() && stat.value().is_directory()) {
    return MakeErrorAt({}, name + ": " + use.cause);
  }
  rules_.Enter(name)->is_explicit = true;
  if (options_.debug_levels().verbose) {
    world_.Out("Reading makefile '" + name + "'...\n");
  }
  *found = use.is_found;
  makefiles_.push_back(use);
  if (!use.is_found) return Ok();
  return ReadText(name, *text.Take());
}

Status Evaluation::ReadText(const std::string& name, std::string text) {
  const Place before = expander_.place();
  if (include_depth_ == kMaxIncludes) {
    return MakeErrorAt(before, "Makefiles are included too deeply");
  }
  AppendToMakefileList(name);
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  Reader reader(*this, text, {.file = place_names_.Intern(name), .line = 1},
                Reader::Source::kFile);
  ++include_depth_;
  Status status = reader.Read();
  --include_depth_;
  expander_.set_place(before);
  return status;
}

// In place: a copy for each included file would make reading quadratic.
void Evaluation::AppendToMakefileList(const std::string& name) {
  Variable* list = variables_.FindGlobal("MAKEFILE_LIST");
  if (list == nullptr || list->origin < Origin::kFile) {
    list = variables_.Define({.name = "MAKEFILE_LIST",
                              .value = "",
                              .origin = Origin::kFile,
                              .recursive = false},
                             &variables_.global());
  }
  AppendWord(name, &list->value);
}

Status Evaluation::Eval(std::string_view text, bool has_effects) {
  const Place before = expander_.place();
  const bool had_effects = std::exchange(eval_has_effects_, has_effects);
  const std::string copy(text);
  Reader reader(*this, copy, before, Reader::Source::kEval);
  Status status = reader.Read();
  eval_has_effects_ = had_effects;
  expander_.set_place(before);
  return status;
}

Result<std::string> Evaluation::WrittenValue(std::string_view text,
                                             uint64_t before) {
  if (expander_.effects() == before) return std::string();
  XB_ASSIGN(std::string written,
            expander_.ExpandAsWritten(variables_.scope(), text));
  // Not nothing, which means that there were no effects.
  if (written.empty()) written = "$()";
  return Shortened(std::move(written));
}

Status Evaluation::DefineFromCommandLine() {
  for (const std::string& word : options_.definitions) {
    const auto assignment = ParseAssignment(word);
    if (!assignment) continue;
    XB_ASSIGN(const std::string name, expander_.Expand(assignment->name));
    XB_TRY(Assign(*assignment, name, Origin::kCommandLine, Place{}, false,
                  nullptr));
  }
  return Ok();
}

Status Evaluation::Assign(const Assignment& assignment, std::string_view name,
                          Origin origin, const Place& place, bool for_target,
                          Variable** defined) {
  Assigned assigned;
  std::string& value = assigned.value;
  const uint64_t effects = expander_.effects();
  // What $(eval) defines in a recipe or a $(foreach) is everybody's.
  auto* set = for_target ? variables_.scope()->set : &variables_.global();
  switch (assignment.flavor) {
    case Flavor::kRecursive:
      value = assignment.value;
      break;
    case Flavor::kSimple: {
      XB_ASSIGN(value, expander_.Expand(assignment.value));
      XB_ASSIGN(assigned.written, WrittenValue(assignment.value, effects));
      assigned.recursive = false;
      break;
    }
    case Flavor::kSimpleRecursive: {
      XB_ASSIGN(const std::string text, expander_.Expand(assignment.value));
      for (const char c : text) value.append(c == '$' ? 2 : 1, c);
      XB_ASSIGN(assigned.written, WrittenValue(assignment.value, effects));
      break;
    }
    case Flavor::kShell: {
      XB_ASSIGN(const std::string command, expander_.Expand(assignment.value));
      XB_ASSIGN(value, RunShell(command));
      assigned.written = "$(shell " + command + ")";
      break;
    }
    case Flavor::kIfUndefined:
      if (Variable* known = variables_.Find(name)) {
        if (defined != nullptr) *defined = known;
        return Ok();
      }
      value = assignment.value;
      break;
    case Flavor::kAppend: {
      Variable* before = nullptr;
      if (for_target) {
        const auto found = set->find(name);
        if (found != set->end()) before = &found->second;
        assigned.appends = before == nullptr || before->appends;
      } else {
        before = variables_.Find(name);
      }
      if (before == nullptr) {
        value = assignment.value;
        break;
      }
      XB_ASSIGN(Variable* const done,
                Append(assignment, before, origin, place, &assigned));
      if (done == nullptr) break;
      if (defined != nullptr) *defined = done;
      return Ok();
    }
  }
  Variable* variable = variables_.Define({.name = name,
                                          .value = value,
                                          .origin = origin,
                                          .recursive = assigned.recursive,
                                          .place = place},
                                         set);
  variable->appends = assigned.appends;
  if (eval_has_effects_ && assigned.written.empty()) {
    assigned.written = "$(eval)";
  }
  // A stronger one may be there.
  if (variable->origin == origin) {
    variable->written = std::move(assigned.written);
  }
  variable->is_late |= is_finished_ && !for_target;
  if (defined != nullptr) *defined = variable;
  NoticeSpecial(name);
  return Ok();
}

Result<Variable*> Evaluation::Append(const Assignment& assignment,
                                     Variable* before, Origin origin,
                                     const Place& place, Assigned* assigned) {
  const std::string name = before->name;
  const uint64_t effects = expander_.effects();
  const bool is_global = before == variables_.FindGlobal(name);
  if (origin == before->origin && !before->recursive && is_global) {
    // In place, or a long list would be copied for each word.
    assigned->recursive = true;
    XB_ASSIGN(assigned->value, expander_.Expand(assignment.value));
    XB_ASSIGN(assigned->written, WrittenValue(assignment.value, effects));
    Variable* const variable = variables_.Find(name);
    if (variable == nullptr) return variable;
    variable->written = AppendedWritten({variable->written, variable->value},
                                        {assigned->written, assigned->value});
    if (!assigned->value.empty()) {
      AppendWord(assigned->value, &variable->value);
    }
    if (eval_has_effects_ && variable->written.empty()) {
      variable->written = "$(eval)";
    }
    variable->place = place;
    variable->is_late |= is_finished_;
    NoticeSpecial(name);
    return variable;
  }
  const size_t length = before->value.size();
  const std::string old = before->written;
  XB_ASSIGN(assigned->value,
            AppendedValue(assignment, *before, &assigned->recursive));
  if (!assigned->recursive) {
    XB_ASSIGN(assigned->written, WrittenValue(assignment.value, effects));
  }
  const std::string_view all = assigned->value;
  const size_t end = std::min(length, all.size());
  assigned->written = AppendedWritten({old, all.substr(0, end)},
                                      {assigned->written, all.substr(end)});
  // It is whose it was.
  const bool is_same = all.size() == length && is_global;
  return is_same ? before : nullptr;
}

Result<std::string> Evaluation::AppendedValue(const Assignment& assignment,
                                              const Variable& before,
                                              bool* recursive) {
  std::string value = before.value;
  *recursive = before.recursive;
  if (before.recursive) {
    if (!assignment.value.empty()) AppendWord(assignment.value, &value);
    return value;
  }
  XB_ASSIGN(const std::string more, expander_.Expand(assignment.value));
  if (!more.empty()) AppendWord(more, &value);
  return value;
}

void Evaluation::NoticeSpecial(std::string_view name) {
  if (name == ".RECIPEPREFIX") {
    const Variable* prefix = variables_.FindGlobal(name);
    recipe_prefix_ =
        prefix == nullptr || prefix->value.empty() ? '\t' : prefix->value[0];
  } else if (name == "MAKEFLAGS") {
    // What was added stands behind the assignments of the command line.
    const Variable* const makeflags = variables_.FindGlobal(name);
    std::string text = makeflags == nullptr ? "" : makeflags->value;
    const size_t overrides = text.find(kOverrides);
    if (overrides != std::string::npos) {
      text.erase(overrides, kOverrides.size());
    }
    if (makeflags != nullptr && makeflags->recursive) {
      auto expanded = expander_.ExpandIn(&variables_.global_scope(), text);
      if (!expanded.ok()) return;
      text = std::move(expanded.value());
    }
    Options given = options_;
    given.definitions.clear();
    given.evals.clear();
    // What it cannot read it leaves out.
    const Status parsed = ParseMakeflags(text, OptionSource::kMakefile, &given);
    if (!parsed.ok()) return;
    given.definitions = options_.definitions;
    given.evals = options_.evals;
    given.jobs = options_.jobs_given ? options_.jobs : given.jobs;
    options_ = std::move(given);
    DefineMakeflags();
  }
}

void Evaluation::UpdateMakeflags() { DefineMakeflags(); }

void Evaluation::DefineMakeflags() {
  // It is the environment's, which a Makefile cannot change under -e.
  const bool is_fixed = options_.environment_overrides;
  constexpr Origin kFixed = Origin::kEnvironmentOverride;
  std::string flags = EncodeMakeflags(options_, false);
  if (!options_.definitions.empty()) flags += kOverrides;
  Variable* makeflags =
      variables_.Define({.name = "MAKEFLAGS",
                         .value = flags,
                         .origin = is_fixed ? kFixed : Origin::kFile,
                         .recursive = true},
                        &variables_.global());
  makeflags->export_mode = Export::kYes;
  variables_.Define({.name = "MFLAGS",
                     .value = EncodeMakeflags(options_, true),
                     .origin = is_fixed ? kFixed : Origin::kEnvironment,
                     .recursive = true},
                    &variables_.global());
}

// Whose variables a target sees besides its own.
static Target* Surrounding(Target* target) {
  Target* const first = FirstRule(target);
  return first != target ? first : target->parent;
}

Status Evaluation::PrepareVariables(Target* target, bool reading) {
  if (target->variables == nullptr) {
    target->variables = std::make_unique<VariableSet>();
    target->scope = {target->variables.get(), &variables_.global_scope(),
                     false};
  }
  if (reading) return Ok();
  // Those around it first; it may be the first of a long chain.
  std::vector<Target*> chain;
  for (Target* at = target; at != nullptr; at = Surrounding(at)) {
    if (at->is_prepared && at->prepared_for == at->parent) break;
    at->is_prepared = true;
    at->prepared_for = at->parent;
    chain.push_back(at);
  }
  for (auto at = chain.rbegin(); at != chain.rend(); ++at) {
    XB_TRY(PrepareOne(*at));
  }
  return Ok();
}

Status Evaluation::PrepareOne(Target* target) {
  if (target->variables == nullptr) {
    target->variables = std::make_unique<VariableSet>();
  }
  Target* const around = Surrounding(target);
  const Scope* const outer =
      around == nullptr ? &variables_.global_scope() : &around->scope;
  // The private ones of another target, and of the Makefile, are not seen.
  const bool outer_is_parent = around == nullptr || around == target->parent;
  if (!target->searched_patterns) {
    target->searched_patterns = true;
    for (const PatternVariable& known : rules_.pattern_variables()) {
      const auto stem = known.target.Match(target->name);
      // Here `%` is at least one character, unlike in rules.
      if (!stem || stem->empty()) continue;
      if (target->pattern_variables == nullptr) {
        target->pattern_variables = std::make_unique<VariableSet>();
      }
      target->pattern_scope = {target->pattern_variables.get(), outer,
                               outer_is_parent};
      const ScopedVariables scoped(variables_, &target->pattern_scope);
      const Variable& given = known.variable;
      const bool appends = known.flavor == PatternVariable::Flavor::kAppend;
      Variable* variable = nullptr;
      if (appends || known.flavor == PatternVariable::Flavor::kIfUndefined) {
        const Assignment assignment{
            .name = given.name,
            .flavor = appends ? Flavor::kAppend : Flavor::kIfUndefined,
            .value = given.value};
        XB_TRY(Assign(assignment, given.name, given.origin, given.place, true,
                      &variable));
      } else {
        variable = variables_.Define({.name = given.name,
                                      .value = given.value,
                                      .origin = given.origin,
                                      .recursive = given.recursive,
                                      .place = given.place});
      }
      if (variable->origin == given.origin && !given.written.empty()) {
        variable->written = given.written;
      }
      variable->export_mode = given.export_mode;
      variable->is_private = given.is_private;
      variable->per_target = true;
    }
  }
  if (target->pattern_variables != nullptr) {
    target->pattern_scope = {target->pattern_variables.get(), outer,
                             outer_is_parent};
    target->scope = {target->variables.get(), &target->pattern_scope, false};
  } else {
    target->scope = {target->variables.get(), outer, outer_is_parent};
  }
  return Ok();
}

}  // namespace xb::make
