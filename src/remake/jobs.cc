// SPDX-License-Identifier: Apache-2.0
// The part of Updater that runs recipes.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "manifest/make/file_names.h"
#include "manifest/make/words.h"
#include "os/system.h"
#include "remake/make_below.h"
#include "remake/recipe_lines.h"
#include "remake/recipe_text.h"
#include "remake/updater.h"

namespace xb {
namespace {

using make::Prerequisite;
using make::Recipe;
using make::RuleBase;
using make::TargetState;

std::string WithoutLineEnd(std::string command) {
  if (command.ends_with('\n')) command.pop_back();
  return command;
}

// Those that recipes see, in the order in which the Makefile has them.
std::vector<Prerequisite> InRuleOrder(const make::Target& target) {
  std::vector<Prerequisite> list;
  for (const Prerequisite& one : target.prerequisites) {
    if (one.is_automatic) list.push_back(one);
  }
  if (target.is_shuffled) {
    std::stable_sort(list.begin(), list.end(),
                     [](const Prerequisite& a, const Prerequisite& b) {
                       return a.position < b.position;
                     });
  }
  return list;
}

void AppendUnique(const std::string& word, std::vector<std::string>* seen,
                  std::string* list) {
  if (std::find(seen->begin(), seen->end(), word) != seen->end()) return;
  seen->push_back(word);
  make::AppendWord(word, list);
}

}  // namespace

Status Updater::RunRecipe(Target* target) {
  const bool is_only_told = reasons_ != nullptr || graph_ != nullptr;
  if (reasons_ != nullptr) {
    reasons_->push_back({target->name, ReasonOf(*target)});
  }
  if (graph_ != nullptr) XB_TRY(ExportStep(target));
  if (is_only_told || HasNoCommands(target->recipe->text)) {
    SetState(target, TargetState::kRunning);
    target->outcome = Outcome::kSuccess;
    return NoticeFinished(target);
  }
  XB_TRY(evaluation_.PrepareVariables(target, false));
  XB_TRY(SetAutomaticVariables(target));
  XB_TRY(Reap(false, false));
  auto job = std::make_unique<Job>();
  job->target = target;
  job->may_fail = target->dont_care;
  BeginRecord(job.get());
  std::vector<std::string> uses;
  if (traces_) evaluation_.expander().NoteUses(&uses);
  Result<std::vector<std::string>> lines = ExpandLines(target);
  evaluation_.expander().NoteUses(nullptr);
  XB_ASSIGN(job->lines, std::move(lines));
  evaluation_.TellMisspelt();
  job->makes_only = log_ != nullptr && MakesOnly(target->name, job->lines);
  NextLine(job.get());
  XB_TRY(WaitForSlot());
  job->has_token = true;
  const bool is_shown = output_.sink != nullptr;
  const std::string origins = traces_ ? OriginsOf(*target, uses) : "";
  // Where a status is, makes below would speak first.
  if (traces_ && is_shown) output_.console.Out(origins + "\n");
  job->output = std::make_unique<JobOutput>(
      output_, jobs_begun_++, target->name, target->recipe->any_recurse);
  if (debug_.why) TellTrace(job.get());
  if (traces_ && !is_shown) job->output->Tell(origins);
  XB_TRY(StartJob(std::move(job)));
  // Without others beside it things go one after the other.
  if ((jobs_ == 1 && jobserver_ == nullptr) || evaluation_.not_parallel()) {
    while (target->state == TargetState::kRunning) XB_TRY(Reap(true, false));
  }
  return Ok();
}

Status Updater::SetAutomaticVariables(Target* target) {
  make::Variables& variables = evaluation_.variables();
  const make::ScopedVariables scoped(variables, &target->scope);
  std::string at = target->name;
  std::string percent;
  std::string own = target->name;
  if (make::IsArchiveName(target->name)) {
    const make::ArchiveName parts = make::SplitArchiveName(target->name);
    at = parts.archive;
    percent = own = parts.member;
  }
  if (target->stem.empty()) {
    // A known suffix is taken off where no pattern says what the stem is.
    const Target* suffixes = rules_.Find(".SUFFIXES");
    for (const Prerequisite& one : suffixes->prerequisites) {
      const std::string& suffix = one.target->name;
      if (own.size() <= suffix.size() || !own.ends_with(suffix)) continue;
      target->stem = own.substr(0, own.size() - suffix.size());
      break;
    }
  }
  std::string first;
  std::string all;
  std::string unique;
  std::string newer;
  std::string order_only;
  std::vector<std::string> seen;
  std::vector<std::string> seen_newer;
  std::vector<std::string> seen_order_only;
  const std::vector<Prerequisite> prerequisites = InRuleOrder(*target);
  for (const Prerequisite& one : prerequisites) {
    const Target* file = RuleBase::Resolve(one.target);
    std::string name = file->name;
    if (!one.order_only && first.empty()) first = name;
    if (make::IsArchiveName(name)) {
      name = make::SplitArchiveName(name).member;
    }
    if (one.order_only) continue;
    make::AppendWord(name, &all);
    AppendUnique(name, &seen, &unique);
    if (one.changed) AppendUnique(name, &seen_newer, &newer);
  }
  for (const Prerequisite& one : prerequisites) {
    const std::string& name = RuleBase::Resolve(one.target)->name;
    const bool normal = std::find(seen.begin(), seen.end(), name) != seen.end();
    if (one.order_only && !normal) {
      AppendUnique(name, &seen_order_only, &order_only);
    }
  }
  const Target* fallback = evaluation_.DefaultRecipe();
  if (fallback != nullptr && target->recipe == fallback->recipe) first = at;
  variables.DefineAutomatic("@", at);
  variables.DefineAutomatic("%", percent);
  variables.DefineAutomatic("*", target->stem);
  variables.DefineAutomatic("<", first);
  variables.DefineAutomatic("^", unique);
  variables.DefineAutomatic("+", all);
  variables.DefineAutomatic("?", newer);
  variables.DefineAutomatic("|", order_only);
  return Ok();
}

Result<std::vector<std::string>> Updater::ExpandLines(Target* target) {
  Recipe& recipe = *target->recipe;
  recipe.Chop(evaluation_.one_shell());
  const make::Place before = evaluation_.expander().place();
  std::vector<std::string> lines;
  for (const Recipe::Line& line : recipe.lines) {
    make::Place place = recipe.place;
    if (place.is_known()) place.line += line.offset;
    evaluation_.expander().set_place(place);
    XB_ASSIGN(std::string expanded,
              evaluation_.expander().ExpandIn(
                  &target->scope, JoinInReferences(line.text, recipe.prefix)));
    lines.push_back(std::move(expanded));
  }
  evaluation_.expander().set_place(before);
  return lines;
}

// False when there is none left.
bool Updater::NextLine(Job* job) {
  while (job->rest.empty()) {
    if (job->next_line == job->lines.size()) return false;
    job->rest = job->lines[job->next_line++];
  }
  return true;
}

Status Updater::WaitForSlot() {
  if (options_.max_load) {
    while (!running_.empty()) {
      const auto load = LoadAverage();
      if (!load || *load < *options_.max_load) break;
      XB_TRY(Reap(true, false));
    }
  }
  if (jobserver_ == nullptr) {
    while (jobs_ != 0 && static_cast<int>(running_.size()) >= jobs_) {
      XB_TRY(Reap(true, false));
    }
    return Ok();
  }
  while (!jobserver_->TryAcquire()) {
    ChildEnd end;
    if (output_.sink != nullptr) output_.sink->Tick(clock_.NowNs());
    switch (children_.Wait(true, jobserver_, &end)) {
      case ChildProcesses::Wake::kChild:
        XB_TRY(ReapOne(end));
        break;
      case ChildProcesses::Wake::kSignal:
        XB_TRY(HandleSignal());
        break;
      case ChildProcesses::Wake::kToken:
      case ChildProcesses::Wake::kNothing:
        break;
    }
  }
  return Ok();
}

Status Updater::StartJob(std::unique_ptr<Job> job) {
  Job* started = job.get();
  running_.push_back(std::move(job));
  return ContinueJob(started);
}

// One whose next command cannot even be told has ended, too.
Status Updater::ContinueJob(Job* job) {
  Status continued = StartCommand(job);
  if (continued.ok()) return continued;
  const auto at = std::find_if(
      running_.begin(), running_.end(),
      [&](const std::unique_ptr<Job>& one) { return one.get() == job; });
  if (at == running_.end() || job->pid != 0) return continued;
  job->output->End(2);
  RemoveJob(at);
  return continued;
}

void Updater::RemoveJob(std::vector<std::unique_ptr<Job>>::iterator at) {
  DebugJob("Removing", **at, " from chain.");
  if ((*at)->has_token && jobserver_ != nullptr) jobserver_->Release();
  if ((*at)->has_input) input_in_use_ = false;
  running_.erase(at);
  ++jobs_ended_;
}

make::ShellSettings Updater::Shell(Target* target, Error* error) {
  make::ShellSettings settings;
  auto& expander = evaluation_.expander();
  auto shell = expander.ExpandIn(&target->scope, "$(SHELL)");
  auto flags = expander.ExpandIn(&target->scope, "$(.SHELLFLAGS)");
  if (!shell.ok()) *error = shell.TakeError();
  if (!flags.ok()) *error = flags.TakeError();
  if (shell.ok() && !make::Trim(shell.value()).empty()) {
    settings.shell = make::Trim(shell.value());
  }
  if (flags.ok()) settings.flags = flags.Take();
  settings.one_shell = settings.has_prefixes = evaluation_.one_shell();
  return settings;
}

// Starts the next command of the job that is one, or ends the job.
Status Updater::StartCommand(Job* job) {
  Target* target = job->target;
  Recipe& recipe = *target->recipe;
  for (;;) {
    if (job->rest.empty() && !NextLine(job)) break;
    Recipe::Line& line = recipe.lines[job->next_line - 1];
    uint8_t flags = target->recipe_flags | line.flags;
    const std::string_view written = TakePrefixes(job->rest, &flags);
    const std::string text = WithoutInnerPrefixes(written, recipe.prefix);
    line.flags |= flags & Recipe::kRecurse;
    job->ignores_error = (flags & Recipe::kIgnoreErrors) != 0;
    const bool recurses = (flags & Recipe::kRecurse) != 0;
    Error shell_error;
    make::CommandWords command =
        make::SplitCommand(text, Shell(target, &shell_error));
    if (!shell_error.message.empty()) return shell_error;
    const std::string shown = WithoutLineEnd(text.substr(0, command.consumed));
    // What is left of this line, in the text that was expanded.
    job->rest = BehindInnerPrefixes(written, recipe.prefix, command.consumed);
    if (command.words.empty()) continue;
    if (compiles_ != nullptr) ListCompiles(*target, shown);
    if (options_.question && !recurses) {
      target->outcome = Outcome::kQuestion;
      return FinishJob(job, false);
    }
    if (options_.touch && !recurses) continue;
    job->output->BeginCommand(shown, recurses);
    if (options_.dry_run || debug_.print ||
        ((flags & Recipe::kSilent) == 0 && !options_.silent)) {
      job->output->TellCommand();
    }
    ++commands_started_;
    // The idiom for "nothing": no shell is needed for that.
    if (command.by_shell && command.words.size() == 3 &&
        command.words[2] == ":") {
      continue;
    }
    if (options_.dry_run && !recurses) continue;
    if (!job->has_environment) {
      auto environment = evaluation_.EnvironmentFor(target);
      if (!environment.ok()) return environment.TakeError();
      job->environment = environment.Take();
      job->has_environment = true;
    }
    // One job alone may ask questions.
    if (!job->has_input && !input_in_use_) {
      job->has_input = input_in_use_ = true;
    }
    evaluation_.world().ForgetListings(make::World::Forget::kForGood);
    if (job->told_pid == 0) NoteBegun(*job);
    output_.console.Begin();
    RecordCommand(*job, command.words);
    if (finds_headers_) AskForHeaders(job, &command.words);
    auto pid = children_.Start({.words = std::move(command.words),
                                .environment = job->environment,
                                .has_input = job->has_input,
                                .capture = job->output->capture()});
    SetState(target, TargetState::kRunning);
    if (pid.ok()) {
      job->pid = pid.value();
      const bool is_first = job->told_pid == 0;
      job->told_pid = job->pid;
      if (is_first) DebugJob("Putting", *job, " on the chain.");
      return Ok();
    }
    const auto words = make::SplitCommand(text, Shell(target, &shell_error));
    TellErrorOf(job, words.words[0] + ": " + pid.error().message);
    ChildEnd end;
    end.exit_status = 127;
    if (!job->ignores_error && !options_.ignore_errors) {
      TellFailure(job, end, false);
      target->outcome = Outcome::kFailed;
      return FinishJob(job, true);
    }
    TellFailure(job, end, true);
  }
  SetState(target, TargetState::kRunning);
  target->outcome = Outcome::kSuccess;
  return FinishJob(job, false);
}

void Updater::RecordCommand(const Job& job,
                            const std::vector<std::string>& words) {
  if (recorder_ == nullptr) return;
  if (job.output->capture() == nullptr &&
      AsMakeBelow(words, evaluation_.identity().command)) {
    recorder_->StartedMake(words, job.environment, job.target);
  } else {
    recorder_->Stop(PlaceOf(*job.target->recipe, 0) + ": the recipe of `" +
                    job.target->name + "` runs");
  }
}

Status Updater::FinishJob(Job* job, bool failed) {
  Target* target = job->target;
  const auto at = std::find_if(
      running_.begin(), running_.end(),
      [&](const std::unique_ptr<Job>& one) { return one.get() == job; });
  // Then somebody who cares has to tell it.
  const bool may_fail = failed && job->may_fail;
  target->undiagnosed |= may_fail;
  job->output->End(failed && !may_fail ? std::max(job->exit_status, 1) : 0);
  const std::vector<std::string> depfiles = std::move(job->depfiles);
  RecipeRun record = std::move(job->record);
  record.exit_status = failed ? std::max(job->exit_status, 1) : 0;
  // Nothing of a recipe that has run nothing.
  const bool is_kept = log_ != nullptr && job->told_pid != 0;
  const FileTime mtime_before = job->mtime_before;
  const bool makes_only = job->makes_only;
  RemoveJob(at);
  XB_TRY(NoticeFinished(target));
  if (finds_headers_ && !failed) KeepHeaders(target, depfiles);
  if (is_kept) {
    KeepRecord(target, std::move(record), mtime_before, makes_only);
  }
  if (failed && !may_fail && !options_.keep_going && !is_winding_down_ &&
      children_.stop_signal() == 0) {
    return make::MakeErrorTold();
  }
  return Ok();
}

Status Updater::Reap(bool blocks, bool failed) {
  while (!running_.empty()) {
    if (blocks && failed && !told_waiting_) {
      told_waiting_ = true;
      TellError("*** Waiting for unfinished jobs....");
    }
    ChildEnd end;
    const uint64_t ended = jobs_ended_;
    if (output_.sink != nullptr) output_.sink->Tick(clock_.NowNs());
    switch (children_.Wait(blocks, nullptr, &end)) {
      case ChildProcesses::Wake::kChild:
        XB_TRY(ReapOne(end));
        if (jobs_ended_ != ended) blocks = false;
        break;
      case ChildProcesses::Wake::kSignal:
        return HandleSignal();
      case ChildProcesses::Wake::kToken:
      case ChildProcesses::Wake::kNothing:
        return Ok();
    }
  }
  return Ok();
}

Status Updater::ReapOne(const ChildEnd& end) {
  const auto found = std::find_if(
      running_.begin(), running_.end(),
      [&](const std::unique_ptr<Job>& job) { return job->pid == end.pid; });
  if (found == running_.end()) return Ok();
  Job* job = found->get();
  const bool lost = end.exit_status != 0 || end.signal != 0;
  DebugJob(lost ? "Reaping losing" : "Reaping winning", *job, "");
  job->pid = 0;
  const bool stopped = children_.stop_signal() != 0;
  if (recorder_ != nullptr &&
      (stopped || end.exit_status != 0 || end.signal != 0)) {
    recorder_->Stop("the recipe of `" + job->target->name + "` fails");
  }
  if (options_.question && end.exit_status == 1) {
    // A make below has found something to do.
    job->target->outcome = Outcome::kQuestion;
    return FinishJob(job, false);
  }
  if (end.exit_status != 0 || end.signal != 0) {
    if (!job->ignores_error && !options_.ignore_errors) {
      TellFailure(job, end, false);
      job->target->outcome = Outcome::kFailed;
      if (end.signal != 0 || evaluation_.delete_on_error()) {
        DeleteTargets(job);
      }
      return FinishJob(job, true);
    }
    TellFailure(job, end, true);
  }
  job->output->EndCommand();
  if (stopped && NextLine(job)) {
    // More was to be done, so the target is not what it should be.
    job->target->outcome = Outcome::kFailed;
    return FinishJob(job, true);
  }
  return ContinueJob(job);
}

void Updater::TellErrorOf(Job* job, const std::string& text) {
  job->output->TellError(evaluation_.identity().program + ": " + text + "\n");
}

void Updater::TellFailure(Job* job, const ChildEnd& end, bool ignored) {
  if (!ignored) {
    job->exit_status = end.signal != 0 ? 128 + end.signal : end.exit_status;
  }
  if (ignored && options_.silent) return;
  if (job->may_fail) return;
  if (!ignored) TellGoalError();
  const Recipe& recipe = *job->target->recipe;
  const int offset =
      job->next_line == 0 ? 0 : recipe.lines[job->next_line - 1].offset;
  std::string text = ignored ? "[" : "*** [";
  text += PlaceOf(recipe, offset) + ": " + job->target->name + "] ";
  if (end.signal != 0) {
    text += ChildProcesses::SignalName(end.signal);
    if (end.dumped_core) text += " (core dumped)";
  } else {
    text += "Error " + std::to_string(end.exit_status);
  }
  if (ignored) text += " (ignored)";
  if (options_.shuffle) text += " shuffle=" + *options_.shuffle;
  TellErrorOf(job, text);
}

void Updater::DeleteTargets(Job* job) {
  if (job->deleted) return;
  job->deleted = true;
  DeleteTarget(job, job->target, nullptr);
  for (Target* other : job->target->also_make) {
    DeleteTarget(job, other, job->target);
  }
}

void Updater::DeleteTarget(Job* job, Target* target,
                           const Target* on_behalf_of) {
  if (target->precious || target->phony) return;
  const std::string whose =
      on_behalf_of == nullptr ? "" : "[" + on_behalf_of->name + "] ";
  if (make::IsArchiveName(target->name)) {
    const make::ArchiveName parts = make::SplitArchiveName(target->name);
    TellErrorOf(job, "*** " + whose + "Archive member '" + target->name +
                         "' may be bogus; not deleted");
    return;
  }
  Disk& disk = evaluation_.world().disk();
  const auto stat = disk.Stat(target->name);
  if (!stat.ok() || !stat.value().is_regular() ||
      stat.value().mtime_ns == target->mtime) {
    return;
  }
  TellErrorOf(job, "*** " + whose + "Deleting file '" + target->name + "'");
  if (const auto removed = disk.Remove(target->name); !removed.ok()) {
    TellErrorOf(job, "unlink: " + target->name + ": " +
                         CauseOf(removed.error(), target->name));
  }
}

Status Updater::HandleSignal() {
  const int signal = children_.stop_signal();
  const bool passes_on = ChildProcesses::IsForUsAlone(signal);
  for (const auto& job : running_) {
    if (passes_on && job->pid != 0) children_.Kill(job->pid, signal);
  }
  for (const auto& job : running_) DeleteTargets(job.get());
  return make::MakeErrorTold();
}

void Updater::WindDown(bool failed) {
  is_winding_down_ = true;
  const bool stopped = children_.stop_signal() != 0;
  while (!running_.empty()) {
    // What goes wrong now was told, and nothing depends on it any more.
    const Status reaped = Reap(true, failed && !stopped);
    if (!reaped.ok() && !reaped.error().message.empty()) break;
  }
  RemoveIntermediates(stopped);
  if (told_skew_) {
    TellError("warning:  Clock skew detected.  Your build may be incomplete.");
  }
}

}  // namespace xb
