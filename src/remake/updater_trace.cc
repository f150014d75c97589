// SPDX-License-Identifier: Apache-2.0
// The part of Updater that tells why a recipe runs, and where what it consists
// of comes from.
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "remake/updater.h"

namespace xb {
namespace {

using make::kMissingTime;
using make::Prerequisite;
using make::RuleBase;

constexpr char kHalfMade[] =
    "its recipe has failed, or nobody has seen its end";
// Of the value of a variable.
constexpr size_t kMostShown = 160;
// Of targets in a circle.
constexpr size_t kMostAround = 20;
// Of prerequisites that are the reason.
constexpr size_t kMostReasons = 3;

std::string Shown(std::string_view value) {
  std::string text;
  for (const char c : value.substr(0, kMostShown)) text += c == '\n' ? ' ' : c;
  if (value.size() > kMostShown) text += "...";
  return text;
}

std::string OriginText(const make::Variable& variable) {
  const std::string where = variable.place.is_known()
                                ? std::string(variable.place.file) + ":" +
                                      std::to_string(variable.place.line)
                                : "";
  switch (variable.origin) {
    case make::Origin::kDefault:
      return "built in";
    case make::Origin::kEnvironment:
      return "from the environment";
    case make::Origin::kEnvironmentOverride:
      return "from the environment, by -e";
    case make::Origin::kCommandLine:
      return "from the command line";
    case make::Origin::kFile:
    case make::Origin::kOverride:
      if (where.empty()) return "set by xb";
      return where + (variable.per_target ? ", for this target" : "");
    case make::Origin::kAutomatic:
      return "";
  }
  return "";
}

}  // namespace

std::string Updater::PlaceOf(const make::Recipe& recipe, int offset) {
  if (!recipe.place.is_known()) return "<builtin>";
  return std::string(recipe.place.file) + ":" +
         std::to_string(recipe.place.line + offset);
}

void Updater::TellTrace(Job* job) {
  const Target* target = job->target;
  std::string cause = "target does not exist";
  if (target->mtime != kMissingTime) {
    const auto newer = evaluation_.expander().ExpandIn(&target->scope, "$?");
    if (newer.ok()) cause = newer.value();
  } else if (target->phony) {
    cause = "target is .PHONY";
  }
  if (other_commands_.contains(target)) cause = "its command is another one";
  if (half_made_.contains(target)) cause = kHalfMade;
  job->output->Tell(PlaceOf(*target->recipe, 0) + ": update target '" +
                    target->name + "' due to: " + cause);
}

void Updater::ExplainCircle(const Target& target, const Target& owner,
                            size_t index) {
  const Target& prerequisite =
      *RuleBase::Resolve(owner.prerequisites[index].target);
  std::vector<const Target*> circle;
  for (const Target* at = &target; at != nullptr; at = at->parent) {
    circle.push_back(at);
    if (at == &prerequisite || circle.size() > kMostAround) break;
  }
  std::string around = prerequisite.name;
  for (auto at = circle.rbegin(); at != circle.rend(); ++at) {
    if (*at != &prerequisite) around += " -> " + (*at)->name;
  }
  make::Place place = evaluation_.PlaceOfPrerequisite(owner, index);
  if (!place.is_known() && owner.recipe != nullptr) place = owner.recipe->place;
  evaluation_.Warn(place, "warning: circular dependency: " + around + " -> " +
                              prerequisite.name + "; xb goes on without " +
                              Quoted(prerequisite.name) +
                              " among the prerequisites of " +
                              Quoted(target.name) + ", take it out there");
}

std::string Updater::ReasonOf(const Target& target) {
  if (target.phony) return "it is no file (.PHONY)";
  if (target.mtime == kMissingTime) return "it is not there";
  if (other_commands_.contains(&target)) return "its command is another one";
  if (half_made_.contains(&target)) return kHalfMade;
  std::string text;
  size_t found = 0;
  for (const Prerequisite& one : target.prerequisites) {
    if (one.order_only || !one.changed) continue;
    Target* const file = RuleBase::Resolve(one.target);
    if (++found > kMostReasons) continue;
    if (!text.empty()) text += ", ";
    text += file->name;
    if (TimeOf(file, false) == kMissingTime) {
      text += " is not there";
    } else {
      text += file->recipe != nullptr && file->mtime_before != file->mtime
                  ? " was just made"
                  : " is newer";
    }
  }
  if (found > kMostReasons) {
    text += " and " + std::to_string(found - kMostReasons) + " more are";
  }
  if (!text.empty()) return text;
  for (const Target* other : target.also_make) {
    if (other->mtime == kMissingTime) return other->name + " is not there";
  }
  if (options_.always_make) return "all is to be made (-B)";
  return target.first_rule != nullptr && target.prerequisites.empty()
             ? "a :: rule without prerequisites always runs"
             : "a file in between had to be made";
}

std::string Updater::VariableLine(const Target& target,
                                  const std::string& name) {
  make::Variables& variables = evaluation_.variables();
  const make::Variable* const variable =
      variables.FindFrom(&target.scope, name);
  if (variable == nullptr) return name + " is not set";
  if (variable->origin == make::Origin::kAutomatic) return "";
  // The usual shell is no news.
  const bool is_usual = variable->origin == make::Origin::kDefault;
  if (is_usual && (name == "SHELL" || name == ".SHELLFLAGS")) return "";
  return name + (variable->appends ? " += " : " = ") + Shown(variable->value) +
         "  (" + OriginText(*variable) + ")";
}

std::string Updater::OriginsOf(const Target& target,
                               const std::vector<std::string>& uses) {
  std::string text = target.name + " is made because " + ReasonOf(target);
  const make::Recipe& recipe = *target.recipe;
  text += "\n    recipe: ";
  text += recipe.place.is_known() ? PlaceOf(recipe, 0) : "built in";
  if (!target.stem.empty()) text += ", the stem is " + target.stem;
  std::string needs;
  std::string in_order;
  for (const Prerequisite& one : target.prerequisites) {
    std::string& list = one.order_only ? in_order : needs;
    list += " " + RuleBase::Resolve(one.target)->name;
  }
  if (!needs.empty()) text += "\n    needs:" + Shown(needs);
  if (!in_order.empty()) text += "\n    after:" + Shown(in_order);
  std::unordered_set<std::string_view> told;
  for (const std::string& name : uses) {
    if (!told.insert(name).second) continue;
    const std::string line = VariableLine(target, name);
    if (!line.empty()) text += "\n    " + line;
  }
  return text;
}

}  // namespace xb
