// SPDX-License-Identifier: Apache-2.0
#include "remake/target_survey.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "manifest/make/implicit_search.h"

namespace xb {
namespace {

// Names that are longer push their help aside.
constexpr size_t kWidestName = 32;

bool HasRecipe(const make::Target* target) {
  return target != nullptr && target->recipe != nullptr;
}

Result<bool> IsMade(make::Evaluation& evaluation, const std::string& word) {
  make::Target* target = evaluation.rules().Find(word);
  if (target != nullptr && target->is_target) return true;
  if (HasRecipe(evaluation.DefaultRecipe())) return true;
  target = evaluation.rules().Enter(word);
  XB_TRY(evaluation.ExpandPrerequisites(target));
  make::ImplicitSearch search(evaluation);
  XB_ASSIGN([[maybe_unused]] const bool is_found, search.Find(target));
  return target->recipe != nullptr;
}

// `.PHONY`, `.c.o`
bool IsNoFile(const std::string& name) {
  return name[0] == '.' && name.find('/') == std::string::npos;
}

// `FORCE:`, and headers of which a depfile says that they may be gone.
bool IsEmpty(const make::Target& rule) {
  return !rule.phony && rule.recipe == nullptr && rule.prerequisites.empty() &&
         rule.first_rule == nullptr;
}

}  // namespace

Status SurveyTargets(make::Evaluation& evaluation,
                     std::span<const make::RuleNote> notes,
                     TargetSurvey* survey) {
  if (!survey->word.empty()) {
    XB_ASSIGN(survey->makes_word, IsMade(evaluation, survey->word));
  }
  std::unordered_set<std::string_view> optional;
  for (const make::MakefileUse& use : evaluation.makefiles()) {
    if (use.is_optional && use.from.is_known()) optional.insert(use.name);
  }
  std::string goal;
  XB_TRY(evaluation.expander().AppendVariable(".DEFAULT_GOAL", &goal));
  std::unordered_map<std::string_view, size_t> known;
  for (const make::RuleNote& note : notes) {
    if (IsNoFile(note.target)) continue;
    const make::Target* rule = evaluation.rules().Find(note.target);
    if (rule == nullptr || (IsEmpty(*rule) && note.help.empty())) continue;
    const auto [at, is_new] =
        known.try_emplace(note.target, survey->targets.size());
    if (is_new) {
      survey->targets.push_back({.name = note.target,
                                 .help = {},
                                 .is_phony = rule->phony,
                                 .is_default = note.target == goal});
    }
    SurveyedTarget& target = survey->targets[at->second];
    if (target.help.empty()) target.help = note.help;
    target.is_worth_it |= note.has_recipe || target.is_phony ||
                          !optional.contains(note.place.file);
  }
  return Ok();
}

std::string SurveyText(const TargetSurvey& survey, bool all) {
  std::string text;
  size_t width = 0;
  for (const SurveyedTarget& target : survey.targets) {
    if (!target.is_worth_it || target.name.size() > kWidestName) continue;
    width = std::max(width, target.name.size());
  }
  for (const SurveyedTarget& target : survey.targets) {
    if (all) {
      text += target.name + (target.is_phony ? ": phony\n" : ": file\n");
      continue;
    }
    if (!target.is_worth_it) continue;
    std::string help = target.help;
    if (target.is_default) help += help.empty() ? "(default)" : " (default)";
    text += target.name;
    if (!help.empty()) {
      const size_t size = target.name.size();
      text.append(2 + (size < width ? width - size : 0), ' ').append(help);
    }
    text += '\n';
  }
  return text;
}

}  // namespace xb
