// SPDX-License-Identifier: Apache-2.0
#include "remake/updater.h"

#include <algorithm>
#include <utility>

#include "manifest/make/file_names.h"

namespace xb {
namespace {

using make::kMissingTime;
using make::kUnknownTime;
using make::Prerequisite;
using make::RuleBase;
using make::TargetState;

// Chains of prerequisites longer than that would end the stack.
constexpr int kMaxDepth = 20000;

}  // namespace

// While Makefiles are remade, nobody misses what only serves one that may fail.
class Updater::InheritedCare {
 public:
  InheritedCare(Purpose purpose, const Target& parent, Target* target)
      : target_(target), before_(target->dont_care) {
    if (purpose == Purpose::kMakefiles) target->dont_care = parent.dont_care;
  }
  ~InheritedCare() { target_->dont_care = before_; }
  InheritedCare(const InheritedCare&) = delete;
  InheritedCare& operator=(const InheritedCare&) = delete;

 private:
  Target* const target_;
  const bool before_;
};

// What looking at the prerequisites of one target has shown so far.
struct Updater::Check {
  FileTime this_time = kUnknownTime;
  bool is_missing = false;
  bool must_make = false;
  bool is_running = false;
  bool other_command = false;
  Outcome worst = Outcome::kNone;

  bool failed() const { return worst > Outcome::kSuccess; }
};

Updater::Updater(const UpdaterServices& services)
    : evaluation_(services.evaluation),
      options_(services.evaluation.options()),
      rules_(services.evaluation.rules()),
      children_(services.children),
      clock_(services.clock),
      jobserver_(services.jobserver),
      jobs_(services.jobs),
      output_(services.output),
      recorder_(services.recorder),
      log_(services.log),
      reasons_(services.reasons),
      graph_(services.graph),
      compiles_(services.compiles),
      finds_headers_(services.auto_deps),
      advises_(services.advises),
      traces_(services.traces),
      headers_(services.evaluation.world().disk()),
      shuffle_(options_.shuffle.value_or("")),
      search_(services.evaluation),
      debug_(options_.debug_levels()) {}

Updater::~Updater() = default;

void Updater::Tell(const std::string& text) {
  evaluation_.world().Out(text + "\n");
}

void Updater::TellError(const std::string& text) { evaluation_.Warn({}, text); }

void Updater::TellGoalError() {
  if (goal_ == nullptr || goal_->include_error.empty()) return;
  evaluation_.world().Err(std::exchange(goal_->include_error, {}) + "\n");
}

bool Updater::IsRunning(Target* target) const {
  for (Target* rule = make::FirstRule(target); rule != nullptr;
       rule = rule->next_rule) {
    if (rule->state == TargetState::kRunning ||
        rule->state == TargetState::kPrerequisitesRunning) {
      return true;
    }
  }
  return false;
}

void Updater::SetState(Target* target, TargetState state) {
  target->state = state;
  for (Target* other : target->also_make) {
    if (state > other->state || other->state != TargetState::kFinished) {
      other->state = state;
    }
  }
}

Result<make::Outcome> Updater::UpdateTarget(Target* target, int depth) {
  if (depth > kMaxDepth) {
    return make::MakeErrorAt({}, "Prerequisites are nested too deeply");
  }
  Target* rule = make::FirstRule(target);
  if (rule->considered == pass_) {
    // Unless what went wrong with it was not told, and should be now.
    if (!(rule->updated && rule->outcome > Outcome::kSuccess &&
          !rule->dont_care && rule->undiagnosed)) {
      Debug(DebugLevel::kVerbose, depth,
            "Pruning file " + Quoted(rule->name) + ".");
      return rule->state == TargetState::kFinished ? rule->outcome
                                                   : Outcome::kSuccess;
    }
  }
  Outcome worst = Outcome::kSuccess;
  for (; rule != nullptr; rule = rule->next_rule) {
    rule->considered = pass_;
    XB_ASSIGN(const Outcome outcome, UpdateRule(rule, depth));
    rule = RuleBase::Resolve(rule);
    if (outcome > Outcome::kSuccess && !options_.keep_going) return outcome;
    if (rule->state == TargetState::kRunning ||
        rule->state == TargetState::kPrerequisitesRunning) {
      // The next rule for this name waits for it.
      return Outcome::kSuccess;
    }
    worst = std::max(worst, outcome);
  }
  return worst;
}

Status Updater::FindRecipe(Target* target, int depth) {
  if (!target->phony && target->recipe == nullptr && !target->tried_implicit) {
    target->tried_implicit = true;
    XB_TRY(evaluation_.ExpandPrerequisites(target));
    const bool was_target = target->is_target;
    const bool is_told =
        debug_.implicit && (purpose_ == Purpose::kGoals || debug_.makefiles);
    auto found = is_told ? search_.Find(target, depth) : search_.Find(target);
    if (!found.ok()) return found.TakeError();
    if (!was_target && target->recipe != nullptr) {
      XB_TRY(evaluation_.AddExtraPrerequisites(target));
    }
  }
  const Target* fallback = evaluation_.DefaultRecipe();
  if (target->recipe == nullptr && !target->is_target && fallback != nullptr &&
      fallback->recipe != nullptr) {
    target->recipe = fallback->recipe;
  }
  if (finds_headers_) AddKnownHeaders(target);
  return Ok();
}

Result<make::Outcome> Updater::UpdateRule(Target* target, int depth) {
  Debug(DebugLevel::kVerbose, depth,
        "Considering target file " + Quoted(target->name) + ".");
  if (target->updated) {
    if (target->outcome > Outcome::kSuccess) {
      if (target->undiagnosed && !target->dont_care) {
        XB_TRY(Complain(target));
      }
      return target->outcome;
    }
    return Outcome::kSuccess;
  }
  if (target->state == TargetState::kRunning) return Outcome::kSuccess;
  if (target->state == TargetState::kFinished) return target->outcome;
  target->updating = true;
  Target* const original = target;
  Check check;
  // The name may change by the search path before a rule is looked for.
  check.this_time = TimeOf(target);
  target = RuleBase::Resolve(target);
  check.is_missing = check.this_time == kMissingTime;
  // Archives have whole seconds.
  const bool is_coarse =
      target->low_resolution || make::IsArchiveName(target->name);
  if (is_coarse && !check.is_missing) {
    check.this_time = EndOfSecond(*target, check.this_time);
  }
  for (Target* other : target->also_make) {
    if (check.is_missing) break;
    if (target->is_grouped) check.is_missing = TimeOf(other) == kMissingTime;
  }
  check.must_make = check.is_missing;
  if (check.is_missing) {
    Debug(DebugLevel::kBasic, depth + 1,
          "File " + Quoted(target->name) + " does not exist.");
  }
  XB_TRY(FindRecipe(target, depth + 1));
  XB_TRY(evaluation_.ExpandPrerequisites(target));
  XB_TRY(CheckAllPrerequisites(target, depth + 1, &check));
  target->updating = original->updating = false;
  Debug(DebugLevel::kVerbose, depth,
        "Finished prerequisites of target file " + Quoted(target->name) + ".");
  if (check.is_running) {
    Debug(DebugLevel::kVerbose, depth,
          "The prerequisites of " + Quoted(target->name) + " are being made.");
    SetState(target, TargetState::kPrerequisitesRunning);
    return Outcome::kSuccess;
  }
  if (check.failed()) {
    target->outcome =
        check.worst == Outcome::kNone ? Outcome::kFailed : check.worst;
    target->undiagnosed |= target->dont_care;
    XB_TRY(NoticeFinished(target));
    Debug(DebugLevel::kVerbose, depth,
          "Giving up on target file " + Quoted(target->name) + ".");
    if (depth == 0 && options_.keep_going && !options_.dry_run &&
        !options_.question) {
      TellError("Target " + Quoted(target->name) +
                " not remade because of errors.");
    }
    return check.worst;
  }
  if (target->state == TargetState::kPrerequisitesRunning) {
    SetState(target, TargetState::kNotStarted);
  }
  return RemakeIfNeeded(target, &check, depth);
}

// Its prerequisites are what they will be.
Result<make::Outcome> Updater::RemakeIfNeeded(Target* target, Check* check,
                                              int depth) {
  const bool changed = NoticeChanges(target, check, depth + 1);
  if (!DecideWhetherToMake(target, check, changed, depth)) {
    std::string text = "No need to remake target " + Quoted(target->name);
    if (target->name != target->found_name) {
      text += "; using VPATH name " + Quoted(target->found_name);
    }
    Debug(DebugLevel::kVerbose, depth, text + ".");
    XB_TRY(NoticeFinished(target));
    for (Target* rule = target; rule != nullptr; rule = rule->next_rule) {
      rule->name = rule->found_name;
    }
    return Outcome::kSuccess;
  }
  // What is made here is not what was found elsewhere.
  if (target->name != target->found_name) target->ignores_vpath = true;
  Debug(DebugLevel::kBasic, depth,
        "Must remake target " + Quoted(target->name) + ".");
  XB_TRY(Remake(target));
  if (target->state != TargetState::kFinished) {
    Debug(DebugLevel::kVerbose, depth,
          "Recipe of " + Quoted(target->name) + " is being run.");
    return Outcome::kSuccess;
  }
  DebugOutcome(*target, depth);
  target->updated = true;
  return target->outcome;
}

Status Updater::CheckAllPrerequisites(Target* target, int depth, Check* check) {
  XB_TRY(CheckList(target, target, depth, check));
  for (Target* other : target->also_make) {
    if (!target->is_grouped) break;
    XB_TRY(evaluation_.ExpandPrerequisites(other));
    XB_TRY(CheckList(target, other, depth, check));
  }
  if (log_ != nullptr && !check->must_make && !check->is_running &&
      !check->failed()) {
    XB_ASSIGN(check->other_command, CommandHasChanged(target));
    check->must_make = check->other_command;
  }
  if (check->must_make || options_.always_make) {
    XB_TRY(UpdateIntermediates(target, depth, check));
  }
  return Ok();
}

void Updater::Shuffle(Target* owner) {
  if (!options_.shuffle || owner->is_shuffled || owner->waits ||
      evaluation_.not_parallel()) {
    return;
  }
  std::vector<Prerequisite>& list = owner->prerequisites;
  for (const Prerequisite& one : list) {
    if (one.wait_before) return;
  }
  owner->is_shuffled = true;
  for (size_t i = 0; i < list.size(); ++i) {
    list[i].position = static_cast<uint32_t>(i);
  }
  shuffle_.Apply(&list);
}

void Updater::DropCircle(Target* target, const Target& owner, size_t index) {
  const Target& prerequisite =
      *RuleBase::Resolve(owner.prerequisites[index].target);
  if (advises_) return ExplainCircle(*target, owner, index);
  TellError("Circular " + target->name + " <- " + prerequisite.name +
            " dependency dropped.");
}

Status Updater::CheckList(Target* target, Target* owner, int depth,
                          Check* check) {
  Shuffle(owner);
  // The list may grow while its targets are updated, so it goes by index.
  for (size_t i = 0; i < owner->prerequisites.size();) {
    Target* file = RuleBase::Resolve(owner->prerequisites[i].target);
    if ((owner->prerequisites[i].wait_before || owner->waits) && i > 0 &&
        check->is_running) {
      break;
    }
    const FileTime before = TimeOf(file);
    file = RuleBase::Resolve(file);
    owner->prerequisites[i].target = file;
    if (file->updating) {
      DropCircle(target, *owner, i);
      owner->prerequisites.erase(owner->prerequisites.begin() +
                                 static_cast<ptrdiff_t>(i));
      continue;
    }
    file->parent = target;
    bool may_make = check->must_make;
    Outcome outcome = Outcome::kNone;
    {
      const InheritedCare inherited(purpose_, *target, file);
      XB_ASSIGN(outcome,
                CheckPrerequisite(file, depth, check->this_time, &may_make));
    }
    check->worst = std::max(check->worst, outcome);
    Prerequisite& one = owner->prerequisites[i];
    if (!one.order_only) check->must_make = may_make;
    file = one.target = RuleBase::Resolve(file);
    const bool runs = IsRunning(file);
    check->is_running |= runs;
    if (check->failed() && !options_.keep_going) break;
    if (!check->is_running) {
      one.changed = TimeOf(file) != before || before == kMissingTime;
    }
    ++i;
  }
  return Ok();
}

Status Updater::UpdateIntermediates(Target* target, int depth, Check* check) {
  for (size_t i = 0; i < target->prerequisites.size(); ++i) {
    Target* file = RuleBase::Resolve(target->prerequisites[i].target);
    if (!file->intermediate) continue;
    const FileTime before = TimeOf(file);
    file = RuleBase::Resolve(file);
    file->parent = target;
    Outcome outcome = Outcome::kNone;
    {
      const InheritedCare inherited(purpose_, *target, file);
      XB_ASSIGN(outcome, UpdateTarget(file, depth));
    }
    check->worst = std::max(check->worst, outcome);
    file = RuleBase::Resolve(file);
    check->is_running |= IsRunning(file);
    if (check->failed() && !options_.keep_going) break;
    if (!check->is_running) {
      target->prerequisites[i].changed =
          (file->phony && file->recipe != nullptr) || TimeOf(file) != before;
    }
  }
  return Ok();
}

// Which prerequisites are new: `$?`.  True when one has changed.
bool Updater::NoticeChanges(Target* target, Check* check, int depth) {
  bool changed = false;
  for (Prerequisite& one : target->prerequisites) {
    const FileTime time = TimeOf(RuleBase::Resolve(one.target));
    one.target = RuleBase::Resolve(one.target);
    const FileTime content_time = ContentTime(*one.target, time, target);
    if (!one.order_only) {
      // One that is only in between need not be there.
      if (time == kMissingTime && !one.target->intermediate) {
        check->must_make = true;
      }
      changed |= one.changed;
    }
    one.changed |= check->is_missing || check->other_command ||
                   content_time > check->this_time;
    if (!check->is_missing && debug_.basic) {
      DebugPrerequisite(*target, one, time, depth);
    }
  }
  return changed;
}

bool Updater::DecideWhetherToMake(Target* target, Check* check, bool changed,
                                  int depth) {
  if (target->first_rule != nullptr && target->prerequisites.empty()) {
    Debug(DebugLevel::kBasic, depth,
          "Target " + Quoted(target->name) +
              " is double-colon and has no prerequisites.");
    return true;
  }
  if (!check->is_missing && target->is_target && !changed &&
      target->recipe == nullptr && !options_.always_make) {
    Debug(DebugLevel::kVerbose, depth,
          "No recipe for " + Quoted(target->name) +
              " and no prerequisites actually changed.");
    return false;
  }
  if (!check->must_make && target->recipe != nullptr && options_.always_make) {
    Debug(DebugLevel::kBasic, depth + 1,
          "Making " + Quoted(target->name) + " due to always-make flag.");
    return true;
  }
  return check->must_make;
}

Result<make::Outcome> Updater::CheckPrerequisite(Target* target, int depth,
                                                 FileTime this_time,
                                                 bool* must_make) {
  if (depth > kMaxDepth) {
    return make::MakeErrorAt({}, "Prerequisites are nested too deeply");
  }
  if (target->intermediate && target->state == TargetState::kNotStarted &&
      TimeOf(target) != kMissingTime) {
    // What was there before is no file in between.
    target = RuleBase::Resolve(target);
    target->intermediate = false;
  }
  Target* const original = target;
  target->updating = true;
  Outcome worst = Outcome::kNone;
  const auto finish = [&] { target->updating = original->updating = false; };
  if (target->phony || !target->intermediate) {
    // It notices a circle by itself.
    target->updating = false;
    XB_ASSIGN(worst, UpdateTarget(target, depth));
    target = RuleBase::Resolve(target);
    FileTime time = TimeOf(target);
    target = RuleBase::Resolve(target);
    time = ContentTime(*target, time, original->parent);
    if (time == kMissingTime || time > this_time) *must_make = true;
    finish();
    return worst;
  }
  XB_TRY(FindRecipe(target, depth));
  XB_TRY(evaluation_.ExpandPrerequisites(target));
  FileTime time = TimeOf(target);
  target = RuleBase::Resolve(target);
  if (time != kMissingTime && time > this_time) {
    *must_make = true;
    finish();
    return worst;
  }
  if (log_ != nullptr && time == kMissingTime) {
    XB_ASSIGN(const bool is_other, CommandHasChanged(target, true));
    *must_make |= is_other;
  }
  // It need not exist: what it is made from decides.
  bool runs = false;
  for (size_t i = 0; i < target->prerequisites.size();) {
    Target* file = RuleBase::Resolve(target->prerequisites[i].target);
    if (file->updating) {
      DropCircle(target, *target, i);
      target->prerequisites.erase(target->prerequisites.begin() +
                                  static_cast<ptrdiff_t>(i));
      continue;
    }
    file->parent = target;
    bool may_make = *must_make;
    XB_ASSIGN(const Outcome outcome,
              CheckPrerequisite(file, depth + 1, this_time, &may_make));
    worst = std::max(worst, outcome);
    if (!target->prerequisites[i].order_only) *must_make = may_make;
    file = target->prerequisites[i].target = RuleBase::Resolve(file);
    if (worst > Outcome::kSuccess && !options_.keep_going) break;
    runs |= IsRunning(file);
    ++i;
  }
  if (runs) SetState(target, TargetState::kPrerequisitesRunning);
  finish();
  return worst;
}

Status Updater::Remake(Target* target) {
  if (target->recipe == nullptr) {
    if (target->phony || target->is_target) {
      target->outcome = Outcome::kSuccess;
    } else {
      target->outcome = Outcome::kFailed;
      if (target->dont_care) {
        target->undiagnosed = true;
      } else {
        XB_TRY(Complain(target));
      }
    }
    return NoticeFinished(target);
  }
  target->recipe->Chop(evaluation_.one_shell());
  if (!options_.touch || target->recipe->any_recurse) {
    return RunRecipe(target);
  }
  target->outcome = Outcome::kSuccess;
  return NoticeFinished(target);
}

Status Updater::Complain(Target* target) {
  // It may be one of its prerequisites that could not be made.
  for (const Prerequisite& one : target->prerequisites) {
    Target* file = RuleBase::Resolve(one.target);
    if (target->undiagnosed && file->updated &&
        file->outcome > Outcome::kSuccess) {
      return Complain(file);
    }
  }
  target->undiagnosed = false;
  std::string text = "No rule to make target " + Quoted(target->name);
  if (target->parent != nullptr) {
    text += ", needed by " + Quoted(target->parent->name);
  }
  TellGoalError();
  if (!options_.keep_going) return make::MakeErrorAt({}, text);
  TellError("*** " + text + ".");
  return Ok();
}

Status Updater::NoticeFinished(Target* target) {
  const bool ran = target->state == TargetState::kRunning;
  bool touched = false;
  target->state = TargetState::kFinished;
  target->updated = true;
  if (options_.touch && target->outcome == Outcome::kSuccess &&
      target->recipe != nullptr && !target->phony) {
    const auto& lines = target->recipe->lines;
    const bool only_recursive =
        !lines.empty() &&
        std::all_of(lines.begin(), lines.end(),
                    [](const make::Recipe::Line& line) {
                      return (line.flags & make::Recipe::kRecurse) != 0;
                    });
    if (!only_recursive) {
      target->outcome = Touch(target);
      ++commands_started_;
      touched = true;
    }
  }
  if (target->mtime_before == kUnknownTime) {
    target->mtime_before = target->mtime;
  }
  if ((ran && !target->phony) || touched) {
    bool simulated = false;
    if (options_.simulates() && target->recipe != nullptr) {
      for (const make::Recipe::Line& line : target->recipe->lines) {
        simulated |= (line.flags & make::Recipe::kRecurse) == 0;
      }
    }
    target->mtime = simulated ? make::kNewTime : kUnknownTime;
  }
  if (target->first_rule != nullptr) {
    // The last rule of a name tells the others when it was changed.
    FileTime newest = kUnknownTime;
    bool all = true;
    for (Target* rule = target->first_rule; rule != nullptr;
         rule = rule->next_rule) {
      all &= rule->updated;
      const bool wins = newest != kUnknownTime && rule->mtime != kUnknownTime &&
                        rule->mtime > newest;
      if (rule == target->first_rule || rule->mtime == kUnknownTime || wins) {
        newest = rule->mtime;
      }
    }
    for (Target* rule = target->first_rule; all && rule != nullptr;
         rule = rule->next_rule) {
      rule->mtime = newest;
    }
  }
  if (ran && target->outcome != Outcome::kNone) {
    for (Target* other : target->also_make) {
      other->state = TargetState::kFinished;
      other->updated = true;
      other->outcome = target->outcome;
      if (other->phony) continue;
      other->mtime = kUnknownTime;
      if (TimeOf(other) == kMissingTime && !target->is_grouped &&
          !options_.simulates() && TimeOf(target) != kMissingTime) {
        evaluation_.Warn(target->recipe->place,
                         "warning: pattern recipe did not update peer target " +
                             Quoted(other->name) + ".");
      }
    }
  } else if (target->outcome == Outcome::kNone) {
    target->outcome = Outcome::kSuccess;
  }
  return Ok();
}

}  // namespace xb
