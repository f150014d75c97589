// SPDX-License-Identifier: Apache-2.0
// The part of Evaluation that records rules and finishes the rule base.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "manifest/make/builtins.h"
#include "manifest/make/evaluation.h"
#include "manifest/make/file_names.h"
#include "manifest/make/words.h"

namespace xb::make {
namespace {

// The first `%` of each word becomes `stem`.
std::string FillWords(std::string_view text, std::string_view stem) {
  std::string filled;
  bool in_word_done = false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (IsSpace(text[i])) in_word_done = false;
    if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '%') {
      filled += '%';
      ++i;
    } else if (text[i] == '%' && !in_word_done) {
      filled += stem;
      in_word_done = true;
    } else {
      filled += text[i];
    }
  }
  return filled;
}

}  // namespace

void Evaluation::NoticeRule(const ParsedRule& rule) {
  for (const std::string& name : rule.names) {
    if (name == ".POSIX") {
      posix_ = true;
      variables_.Define({.name = ".SHELLFLAGS",
                         .value = "-ec",
                         .origin = Origin::kDefault,
                         .recursive = false},
                        &variables_.global());
    } else if (name == ".SECONDEXPANSION") {
      second_expansion_ = true;
    } else if (name == ".ONESHELL") {
      one_shell_ = true;
    }
  }
  if (!sets_default_goal_) return;
  Variable* goal = variables_.FindGlobal(".DEFAULT_GOAL");
  if (goal == nullptr || !goal->value.empty()) return;
  const Target* suffixes = rules_.Find(".SUFFIXES");
  const auto is_suffix = [&](std::string_view text) {
    if (suffixes == nullptr) return false;
    return std::any_of(
        suffixes->prerequisites.begin(), suffixes->prerequisites.end(),
        [&](const Prerequisite& p) { return p.target->name == text; });
  };
  for (const std::string& name : rule.names) {
    // Nor does a quoted one make a default goal.
    if (name.find('%') != std::string::npos) return;
    if (name[0] == '.' && name.find('/') == std::string::npos) continue;
    // `.c/x.o` is a name like others, `.x.y` above is not.
    if (is_suffix(name)) continue;
    goal->value = name;
    goal->origin = Origin::kFile;
    return;
  }
}

Recipe* Evaluation::MakeRecipe(const ParsedRule& rule) {
  if (!rule.has_recipe) return nullptr;
  Recipe* recipe = rules_.NewRecipe();
  recipe->text = rule.recipe;
  recipe->place = {.file = rule.place.file, .line = rule.recipe_line};
  recipe->prefix = rule.recipe_prefix;
  return recipe;
}

Status Evaluation::CheckOneKind(const ParsedRule& rule) {
  const bool first = ParsePattern(rule.names[0]).has_percent;
  if (first && rule.has_pattern) {
    return MakeErrorAt(rule.place, "mixed implicit and static pattern rules");
  }
  for (const std::string& name : rule.names) {
    if (ParsePattern(name).has_percent == first) continue;
    if (first) {
      return MakeErrorAt(rule.place, "mixed implicit and normal rules");
    }
    Warn(rule.place, "*** mixed implicit and normal rules: deprecated syntax");
    return Ok();
  }
  return Ok();
}

Status Evaluation::AddRule(const ParsedRule& rule) {
  if (is_finished_ && !Trim(rule.prerequisites).empty()) {
    return MakeErrorAt(expander_.place(),
                       "prerequisites cannot be defined in recipes");
  }
  Recipe* recipe = MakeRecipe(rule);
  if (rule.grouped && recipe == nullptr) {
    return MakeErrorAt(rule.place, "grouped targets must provide a recipe");
  }
  XB_TRY(CheckOneKind(rule));
  if (ParsePattern(rule.names[0]).has_percent) {
    return AddPatternRule(rule, recipe);
  }
  std::vector<Target*> group;
  std::vector<std::string> patterns;
  for (const std::string& written : rule.names) {
    const Pattern parsed = ParsePattern(written);
    if (parsed.has_percent) {
      patterns.push_back(written);
      continue;
    }
    // What quotes a `%` is no part of the name.
    const std::string& name = parsed.prefix;
    Target* target = nullptr;
    if (rule.has_pattern && !rule.pattern.Match(name)) {
      Warn(rule.place,
           "target '" + name + "' doesn't match the target pattern");
      // It has the recipe all the same.
      ParsedRule plain = rule;
      plain.has_pattern = false;
      plain.prerequisites.clear();
      XB_TRY(AddTargetRule(plain, name, recipe, &target));
      target->stem = name;
    } else {
      XB_TRY(AddTargetRule(rule, name, recipe, &target));
    }
    group.push_back(target);
    if (notes_ != nullptr) {
      notes_->push_back({.target = name,
                         .place = rule.place,
                         .help = rule.help,
                         .has_recipe = recipe != nullptr});
    }
  }
  if (!patterns.empty()) {
    ParsedRule pattern_rule = rule;
    pattern_rule.names = std::move(patterns);
    XB_TRY(AddPatternRule(pattern_rule, recipe));
  }
  if (!rule.grouped) return Ok();
  for (size_t i = 0; i < group.size(); ++i) {
    Target* const target = group[i];
    const bool is_twice =
        std::find(group.begin(), group.begin() + static_cast<ptrdiff_t>(i),
                  target) != group.begin() + static_cast<ptrdiff_t>(i);
    if (!target->also_make.empty() || is_twice) {
      Warn(recipe->place, "warning: overriding group membership for target '" +
                              target->name + "'");
      target->also_make.clear();
    }
    target->is_grouped = true;
    for (Target* other : group) {
      if (other != target) target->also_make.push_back(other);
    }
  }
  return Ok();
}

Status Evaluation::AddPatternRule(const ParsedRule& rule, Recipe* recipe) {
  PatternRule pattern;
  for (const std::string& name : rule.names) {
    pattern.targets.push_back(ParsePattern(name));
  }
  pattern.terminal = rule.double_colon;
  pattern.recipe = recipe;
  if (second_expansion_ && rule.prerequisites.find('$') != std::string::npos) {
    Prerequisite whole;
    whole.text = rule.prerequisites;
    whole.needs_expansion = true;
    pattern.prerequisites.push_back(std::move(whole));
  } else {
    bool order_only = false;
    bool waits = false;
    size_t length = 0;
    std::string_view rest = rule.prerequisites;
    for (;;) {
      for (std::string& name :
           ParseNames(world_, rest, "|", Wildcards::kKeep, &length)) {
        if (name == ".WAIT") {
          waits = true;
          continue;
        }
        Prerequisite one;
        one.text = std::move(name);
        one.order_only = order_only;
        one.wait_before = std::exchange(waits, false);
        pattern.prerequisites.push_back(std::move(one));
      }
      if (length >= rest.size()) break;
      rest.remove_prefix(length + 1);
      order_only = true;
    }
  }
  rules_.AddPatternRule(std::move(pattern), true);
  return Ok();
}

std::vector<Prerequisite> Evaluation::ParsePrerequisites(
    std::string_view text) {
  std::vector<Prerequisite> parsed;
  bool order_only = false;
  bool waits = false;
  for (;;) {
    size_t length = 0;
    for (const std::string& name :
         ParseNames(world_, text, "|", Wildcards::kExpand, &length)) {
      if (name == ".WAIT") {
        waits = true;
        continue;
      }
      Prerequisite one;
      one.target = rules_.Enter(name);
      one.target->is_explicit = true;
      one.order_only = order_only;
      one.wait_before = std::exchange(waits, false);
      parsed.push_back(std::move(one));
    }
    if (length >= text.size()) return parsed;
    text.remove_prefix(length + 1);
    order_only = true;
  }
}

std::vector<Prerequisite> Evaluation::PrerequisitesFor(
    const ParsedRule& rule, const std::string& name) {
  if (rule.prerequisites.empty()) return {};
  std::string stem;
  if (rule.has_pattern) {
    // The directory of a target belongs to its stem.
    stem = *rule.pattern.Match(name);
  }
  if (second_expansion_ && rule.prerequisites.find('$') != std::string::npos) {
    Prerequisite whole;
    whole.text = rule.prerequisites;
    whole.needs_expansion = true;
    whole.has_stem = rule.has_pattern;
    whole.stem = stem;
    return {std::move(whole)};
  }
  return ParsePrerequisites(rule.has_pattern
                                ? FillWords(rule.prerequisites, stem)
                                : rule.prerequisites);
}

void Evaluation::WarnOfSecondRecipe(const Target& target,
                                    const Recipe& recipe) {
  Warn(recipe.place,
       "warning: overriding recipe for target '" + target.name + "'");
  Warn(target.recipe->place,
       "warning: ignoring old recipe for target '" + target.name + "'");
}

Status Evaluation::AddTargetRule(const ParsedRule& rule,
                                 const std::string& name, Recipe* recipe,
                                 Target** added) {
  Target* target = rules_.Find(name);
  if (!rule.double_colon) {
    target = rules_.Enter(name);
    if (target->first_rule != nullptr) {
      return MakeErrorAt(
          rule.place, "target file '" + name + "' has both : and :: entries");
    }
    if (recipe != nullptr && recipe == target->recipe) {
      Warn(rule.place,
           "target '" + name + "' given more than once in the same rule");
    } else if (recipe != nullptr && target->recipe != nullptr &&
               target->is_target) {
      WarnOfSecondRecipe(*target, *recipe);
    }
    // A rule of neither takes back what was there.
    if (rule.prerequisites.empty()) {
      if (name == ".DEFAULT" && recipe == nullptr) target->recipe = nullptr;
      if (name == ".SUFFIXES") target->prerequisites.clear();
    }
    if (name == ".SUFFIXES") target->builtin = false;
  } else {
    if (target != nullptr && target->is_target &&
        target->first_rule == nullptr) {
      return MakeErrorAt(
          rule.place, "target file '" + name + "' has both : and :: entries");
    }
    target = rules_.EnterDoubleColon(name);
  }
  target->is_target = true;
  target->is_explicit = true;
  if (!target->place.is_known()) target->place = rule.place;
  if (recipe != nullptr) {
    target->recipe = recipe;
    target->builtin = false;
  }
  if (rule.has_pattern) target->stem = *rule.pattern.Match(name);
  std::vector<Prerequisite> more = PrerequisitesFor(rule, name);
  if (misspelt_ != nullptr && !more.empty()) {
    rule_parts_[target].push_back({rule.place, more.size(), recipe != nullptr});
  }
  std::vector<Prerequisite>& all = target->prerequisites;
  // Those that stand with the recipe come first: `$<` is one of them.
  all.insert(recipe != nullptr ? all.begin() : all.end(), more.begin(),
             more.end());
  *added = target;
  return Ok();
}

Place Evaluation::PlaceOfPrerequisite(const Target& target,
                                      size_t index) const {
  const auto parts = rule_parts_.find(&target);
  if (parts == rule_parts_.end()) return target.place;
  std::vector<Place> places;
  for (const RulePart& part : parts->second) {
    places.insert(part.in_front ? places.begin() : places.end(), part.count,
                  part.place);
  }
  // Some may have been expanded or left out since.
  if (places.size() != target.prerequisites.size()) return target.place;
  return places[index];
}

Status Evaluation::ExpandPrerequisites(Target* target) {
  if (target->is_expanded) return Ok();
  target->is_expanded = true;
  std::vector<Prerequisite> all;
  for (Prerequisite& one : target->prerequisites) {
    if (!one.needs_expansion) {
      all.push_back(std::move(one));
      continue;
    }
    const std::string text =
        one.has_stem ? FillWords(one.text, one.stem) : one.text;
    XB_TRY(PrepareVariables(target, false));
    const ScopedVariables scoped(variables_, &target->scope);
    variables_.DefineAutomatic("@", target->name);
    variables_.DefineAutomatic("*", one.has_stem ? one.stem : target->stem);
    std::string known;
    std::string order_only;
    for (const Prerequisite& before : all) {
      AppendWord(before.target->name, before.order_only ? &order_only : &known);
    }
    variables_.DefineAutomatic(
        "<", known.empty() ? "" : std::string(SplitWords(known)[0]));
    std::string unique;
    std::vector<std::string_view> seen;
    for (const std::string_view word : SplitWords(known)) {
      if (std::find(seen.begin(), seen.end(), word) != seen.end()) continue;
      seen.push_back(word);
      AppendWord(word, &unique);
    }
    variables_.DefineAutomatic("^", unique);
    variables_.DefineAutomatic("+", known);
    variables_.DefineAutomatic("|", order_only);
    XB_ASSIGN(const std::string expanded, expander_.Expand(text));
    for (Prerequisite& more : ParsePrerequisites(expanded)) {
      more.is_explicit = one.is_explicit;
      all.push_back(std::move(more));
    }
  }
  target->prerequisites = std::move(all);
  return Ok();
}

Status Evaluation::Finish() {
  for (Target& target : rules_.targets()) {
    if (target.name.starts_with('.') && target.is_target) {
      XB_TRY(ExpandPrerequisites(&target));
    }
  }
  DropUnwantedBuiltins();
  ConvertSuffixRules();
  if (!options_.no_builtin_rules) AddBuiltinRules();
  std::string directories;
  XB_TRY(expander_.AppendVariable("VPATH", &directories));
  search_path_.SetGeneral(directories);
  directories.clear();
  XB_TRY(expander_.AppendVariable("GPATH", &directories));
  search_path_.SetKept(directories);
  XB_TRY(ApplySpecialTargets());
  XB_TRY(AddAllExtraPrerequisites());
  is_finished_ = true;
  return Ok();
}

Status Evaluation::AddExtraPrerequisites(Target* target) {
  constexpr std::string_view kName = ".EXTRA_PREREQS";
  if (target->has_extra || target->name.starts_with('.')) return Ok();
  target->has_extra = true;
  const Variable* extra = variables_.FindGlobal(kName);
  if (target->variables != nullptr && !target->variables->empty()) {
    // Any variable of its own hides the global one.
    const auto own = target->variables->find(kName);
    extra = own == target->variables->end() ? nullptr : &own->second;
  }
  if (extra == nullptr) return Ok();
  XB_ASSIGN(const std::string names, expander_.Expand(extra->value));
  std::vector<Prerequisite> more = ParsePrerequisites(names);
  const bool is_own =
      std::any_of(more.begin(), more.end(), [&](const Prerequisite& one) {
        return one.target->name == target->name;
      });
  if (is_own) return Ok();
  for (Prerequisite& one : more) {
    one.is_automatic = false;
    target->prerequisites.push_back(std::move(one));
  }
  return Ok();
}

Status Evaluation::AddAllExtraPrerequisites() {
  // What is found here for the first time has no rule.
  const size_t known = rules_.targets().size();
  for (size_t i = 0; i < known; ++i) {
    Target* target = &rules_.targets()[i];
    if (!target->is_target && target->variables == nullptr) continue;
    XB_TRY(AddExtraPrerequisites(target));
  }
  return Ok();
}

// A Makefile may have said so in MAKEFLAGS, after they were defined.
void Evaluation::DropUnwantedBuiltins() {
  if (options_.no_builtin_rules) {
    for (Target& target : rules_.targets()) {
      if (target.builtin) target.recipe = nullptr;
    }
    // Nor are files with these suffixes kept from rules that match anything,
    // unless a Makefile has something to say about the list.
    Target* const suffixes = rules_.Find(".SUFFIXES");
    if (suffixes->builtin) suffixes->prerequisites.clear();
  }
  if (!options_.no_builtin_variables) return;
  for (const BuiltinVariable& builtin : BuiltinVariables()) {
    const Variable* const variable = variables_.FindGlobal(builtin.name);
    if (variable != nullptr && variable->origin == Origin::kDefault) {
      variables_.Undefine(builtin.name, Origin::kDefault);
    }
  }
}

void Evaluation::AddBuiltinRules() {
  for (const BuiltinPatternRule& builtin : BuiltinPatternRules()) {
    PatternRule rule;
    rule.targets.push_back(ParsePattern(builtin.target));
    for (const std::string_view word : SplitWords(builtin.prerequisites)) {
      Prerequisite one;
      one.text = word;
      rule.prerequisites.push_back(std::move(one));
    }
    rule.terminal = builtin.terminal;
    rule.recipe = rules_.NewRecipe();
    rule.recipe->text = std::string(builtin.recipe) + "\n";
    rules_.AddPatternRule(std::move(rule), false);
  }
}

void Evaluation::ConvertSuffixRule(const std::string& target,
                                   const std::string& source, Recipe* recipe) {
  PatternRule rule;
  rule.targets.push_back(ParsePattern(target));
  if (!source.empty()) {
    Prerequisite one;
    one.text = "%" + source;
    rule.prerequisites.push_back(std::move(one));
  }
  rule.recipe = recipe;
  rules_.AddPatternRule(std::move(rule), false);
}

void Evaluation::ConvertSuffixRules() {
  Target* suffixes = rules_.Find(".SUFFIXES");
  if (suffixes == nullptr) return;
  for (const Prerequisite& source : suffixes->prerequisites) {
    const std::string from = source.target->name;
    // Files with this suffix are no matter of rules that match anything.
    ConvertSuffixRule("%" + from, "", nullptr);
    if (source.target->recipe != nullptr) {
      ConvertSuffixRule("%", from, source.target->recipe);
    }
    for (const Prerequisite& result : suffixes->prerequisites) {
      const std::string& to = result.target->name;
      Target* rule = rules_.Find(from + to);
      if (rule == nullptr || rule->recipe == nullptr) continue;
      if (!rule->prerequisites.empty()) {
        if (posix_) continue;
        Warn(rule->recipe->place,
             "warning: ignoring prerequisites on suffix rule definition");
      }
      if (to == ".a") ConvertSuffixRule("(%.o)", from, rule->recipe);
      ConvertSuffixRule("%" + to, from, rule->recipe);
    }
  }
}

void Evaluation::ApplyListed(Target* special, bool* for_all,
                             bool Target::*field) {
  if (special == nullptr || !special->is_target) return;
  if (special->prerequisites.empty() && for_all != nullptr) *for_all = true;
  for (const Prerequisite& one : special->prerequisites) {
    for (Target* rule = FirstRule(one.target); rule != nullptr;
         rule = rule->next_rule) {
      rule->*field = true;
    }
  }
}

void Evaluation::ApplyFlags(Target* special, Recipe::LineFlag flag,
                            bool* for_all) {
  if (special == nullptr || !special->is_target) return;
  if (special->prerequisites.empty()) *for_all = true;
  for (const Prerequisite& one : special->prerequisites) {
    for (Target* rule = FirstRule(one.target); rule != nullptr;
         rule = rule->next_rule) {
      rule->recipe_flags |= flag;
    }
  }
}

Status Evaluation::ApplySpecialTargets() {
  ApplyListed(rules_.Find(".PRECIOUS"), nullptr, &Target::precious);
  Target* phony = rules_.Find(".PHONY");
  ApplyListed(phony, nullptr, &Target::phony);
  ApplyListed(phony, nullptr, &Target::is_target);
  if (phony != nullptr && phony->is_target) {
    for (const Prerequisite& one : phony->prerequisites) {
      one.target->mtime = one.target->mtime_before = kMissingTime;
    }
  }
  ApplyListed(rules_.Find(".LOW_RESOLUTION_TIME"), nullptr,
              &Target::low_resolution);
  ApplyListed(rules_.Find(".NOTINTERMEDIATE"), &all_not_intermediate_,
              &Target::not_intermediate);
  ApplyListed(rules_.Find(".INTERMEDIATE"), nullptr, &Target::intermediate);
  Target* secondary = rules_.Find(".SECONDARY");
  ApplyListed(secondary, &all_secondary_, &Target::secondary);
  ApplyListed(secondary, nullptr, &Target::intermediate);
  const Target* exported = rules_.Find(".EXPORT_ALL_VARIABLES");
  if (exported != nullptr && exported->is_target) export_all_ = true;
  ApplyFlags(rules_.Find(".IGNORE"), Recipe::kIgnoreErrors,
             &options_.ignore_errors);
  ApplyFlags(rules_.Find(".SILENT"), Recipe::kSilent, &options_.silent);
  ApplyListed(rules_.Find(".NOTPARALLEL"), &not_parallel_, &Target::waits);
  const Target* deletes = rules_.Find(".DELETE_ON_ERROR");
  delete_on_error_ = deletes != nullptr && deletes->is_target;
  return Ok();
}

}  // namespace xb::make
