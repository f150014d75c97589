// SPDX-License-Identifier: Apache-2.0
// The part of Updater that goes from goal to goal, until all are settled.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "remake/updater.h"

namespace xb {
namespace {

using make::RuleBase;

}  // namespace

Result<make::Outcome> Updater::Update(const std::vector<Target*>& targets,
                                      Purpose purpose) {
  purpose_ = purpose;
  const Simulation given = TakeSimulation();
  given_ = given;
  if (purpose == Purpose::kGoals) SetSimulation(given);
  // Once Makefiles were remade for -B they would be again, for ever.
  const bool always_make = options_.always_make;
  if (purpose == Purpose::kMakefiles && evaluation_.identity().restarts > 0) {
    options_.always_make = false;
  }
  if (debug_.basic) {
    Tell(purpose == Purpose::kGoals ? "Updating goal targets...."
                                    : "Updating makefiles....");
  }
  Result<Outcome> total = UpdateAll(targets);
  SetSimulation(given);
  options_.always_make = always_make;
  return total;
}

Result<make::Outcome> Updater::UpdateAll(const std::vector<Target*>& targets) {
  std::vector<Goal> goals;
  goals.reserve(targets.size());
  for (Target* target : targets) goals.push_back({.target = target});
  if (purpose_ == Purpose::kGoals && !evaluation_.not_parallel()) {
    shuffle_.Apply(&goals);
  }
  Outcome total = Outcome::kNone;
  uint64_t ended_before = jobs_ended_;
  for (bool first = true; !goals.empty(); first = false) {
    // Another look is worth nothing before a job has ended.
    const bool blocks = !first && ended_before == jobs_ended_;
    XB_TRY(Reap(blocks, false));
    ended_before = jobs_ended_;
    bool stops = false;
    for (size_t i = 0; i < goals.size();) {
      XB_ASSIGN(const bool is_settled, UpdateGoal(&goals[i], &total));
      if (!is_settled) {
        ++i;
        continue;
      }
      goals.erase(goals.begin() + static_cast<ptrdiff_t>(i));
      if (total > Outcome::kSuccess && !options_.keep_going &&
          !options_.question && purpose_ == Purpose::kGoals) {
        stops = true;
        break;
      }
    }
    if (stops) break;
    ++pass_;
  }
  return total;
}

Updater::Simulation Updater::TakeSimulation() {
  return {.dry_run = std::exchange(options_.dry_run, false),
          .question = std::exchange(options_.question, false),
          .touch = std::exchange(options_.touch, false)};
}

void Updater::SetSimulation(const Simulation& simulation) {
  options_.dry_run = simulation.dry_run;
  options_.question = simulation.question;
  options_.touch = simulation.touch;
}

// Makefiles are remade whatever -n, -q and -t say, unless they are goals.
Result<make::Outcome> Updater::UpdateNamed(Target* target) {
  const auto& goals = options_.goals;
  const bool is_named =
      purpose_ == Purpose::kMakefiles &&
      std::find(goals.begin(), goals.end(), target->name) != goals.end();
  if (is_named) SetSimulation(given_);
  const int depth = purpose_ == Purpose::kMakefiles ? 1 : 0;
  auto outcome = UpdateTarget(target, depth);
  if (is_named) TakeSimulation();
  return outcome;
}

// True when there is nothing left to do for it.
Result<bool> Updater::UpdateGoal(Goal* goal, Outcome* total) {
  bool all_updated = true;
  bool stops = false;
  bool gives_up = false;
  Target* target = make::FirstRule(RuleBase::Resolve(goal->target));
  Target* last = target;
  goal_ = target;
  for (Target* rule = target; rule != nullptr; rule = rule->next_rule) {
    last = rule;
    const uint64_t started = commands_started_;
    auto updated = UpdateNamed(rule);
    if (!updated.ok()) return updated.TakeError();
    const Outcome outcome = updated.value();
    rule = RuleBase::Resolve(rule);
    last = rule;
    if (commands_started_ > started) goal->changed = true;
    if ((outcome > Outcome::kSuccess || rule->updated) &&
        *total < Outcome::kQuestion) {
      if (rule->outcome > Outcome::kSuccess) {
        *total = rule->outcome;
        stops = !options_.keep_going && !options_.question &&
                purpose_ == Purpose::kGoals;
      } else {
        const FileTime time = TimeOf(rule, purpose_ == Purpose::kGoals);
        rule = RuleBase::Resolve(rule);
        last = rule;
        if (rule->updated && time != rule->mtime_before) {
          *total = Outcome::kSuccess;
        }
      }
    }
    all_updated &= rule->updated;
    // Without -k nobody looks at the rules behind one that has failed.
    gives_up = rule->updated && rule->outcome > Outcome::kSuccess &&
               !options_.keep_going;
    if (stops || gives_up) break;
  }
  if (!stops && !gives_up && !all_updated) return false;
  if (purpose_ == Purpose::kGoals && last->outcome == Outcome::kSuccess &&
      !goal->changed && !options_.silent && !options_.question &&
      output_.sink == nullptr) {
    Tell(evaluation_.identity().program + ": " +
         (last->phony || last->recipe == nullptr
              ? "Nothing to be done for " + Quoted(last->name) + "."
              : Quoted(last->name) + " is up to date."));
  }
  return true;
}

}  // namespace xb
