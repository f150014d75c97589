// SPDX-License-Identifier: Apache-2.0
// Updater makes goals true in make's own way and order: it walks from goal to
// prerequisite, looks at times when it gets there, and runs recipes one line
// after the other.  Whatever a recipe does to the files counts for what is
// looked at later, so nothing is planned ahead.  With more than one job it
// walks again whenever one has ended.  Loop thread only.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "manifest/make/command_words.h"
#include "manifest/make/evaluation.h"
#include "manifest/make/implicit_search.h"
#include "manifest/make/rules.h"
#include "os/child_processes.h"
#include "os/clock.h"
#include "os/jobserver.h"

namespace xb {

struct UpdaterServices {
  make::Evaluation& evaluation;
  ChildProcesses& children;
  Clock& clock;
  JobserverClient* jobserver = nullptr;  // null: as many as `jobs` says
  int jobs = 1;                          // 0: no limit
};

class Updater {
 public:
  explicit Updater(const UpdaterServices& services);
  ~Updater();
  Updater(const Updater&) = delete;
  Updater& operator=(const Updater&) = delete;

  // What is remade are Makefiles: -n, -q and -t do not count, messages about
  // what is up to date are left out.
  enum class Purpose { kGoals, kMakefiles };
  // kNone: nothing had to be done.  An error without a text was told already.
  Result<make::Outcome> Update(const std::vector<make::Target*>& goals,
                               Purpose purpose);
  make::FileTime TimeOf(make::Target* target, bool searches = true);

  // Waits for what runs and removes files that were only in between.
  void WindDown(bool failed);
  // 0, or the stop signal that ended it.
  int stop_signal() const { return children_.stop_signal(); }

 private:
  using Target = make::Target;
  using Outcome = make::Outcome;
  using FileTime = make::FileTime;

  struct Goal {
    Target* target = nullptr;
    bool changed = false;
  };

  // A recipe that runs: its lines are expanded, some have been run.
  struct Job {
    Target* target = nullptr;
    std::vector<std::string> lines;
    size_t next_line = 0;   // of `lines`
    std::string_view rest;  // of the line at hand
    int64_t pid = 0;
    bool ignores_error = false;
    bool has_token = false;
    bool deleted = false;
    make::EnvironmentList environment;
    bool has_environment = false;
  };

  // --- What is out of date (updater.cc)
  // Update() under the options that hold for its purpose.
  Result<make::Outcome> UpdateAll(const std::vector<make::Target*>& targets);
  Result<bool> UpdateGoal(Goal* goal, Outcome* total);
  Result<Outcome> UpdateTarget(Target* target, int depth);
  Result<Outcome> UpdateRule(Target* target, int depth);
  struct Check;
  Result<Outcome> CheckPrerequisite(Target* target, int depth,
                                    FileTime this_time, bool* must_make);
  Status FindRecipe(Target* target);
  Status CheckAllPrerequisites(Target* target, int depth, Check* check);
  Status CheckList(Target* target, Target* owner, int depth, Check* check);
  Status UpdateIntermediates(Target* target, int depth, Check* check);
  bool NoticeChanges(Target* target, Check* check);
  bool DecideWhetherToMake(Target* target, Check* check, bool changed);
  Status Remake(Target* target);
  Status NoticeFinished(Target* target);
  Status Complain(Target* target);
  void DropCircle(Target* target, const Target& prerequisite);
  static void SetState(Target* target, make::TargetState state);
  bool IsRunning(Target* target) const;

  // --- Times and names (updater_files.cc)
  FileTime TimeOfName(const std::string& name);
  FileTime TimeOfArchiveMember(Target* target, bool searches);
  std::string FindInSearchPath(const std::string& name, FileTime* time);
  std::string FindLibrary(const std::string& name, FileTime* time);
  void WarnOfFuture(Target* target, FileTime time);
  Outcome Touch(Target* target);
  void RemoveIntermediates(bool interrupted);

  // --- Recipes (jobs.cc)
  Status RunRecipe(Target* target);
  Status SetAutomaticVariables(Target* target);
  Result<std::vector<std::string>> ExpandLines(Target* target);
  Status StartJob(std::unique_ptr<Job> job);
  Status StartCommand(Job* job);
  Status EndCommands(Job* job);
  bool NextLine(Job* job);
  Status ReapOne(const ChildEnd& end);
  Status Reap(bool blocks, bool failed);
  Status WaitForSlot();
  Status FinishJob(Job* job, bool failed);
  void TellFailure(const Job& job, const ChildEnd& end, bool ignored);
  void DeleteTargets(Job* job);
  void DeleteTarget(Target* target, const Target* on_behalf_of);
  void TellTrace(Target* target);
  Status HandleSignal();
  make::ShellSettings Shell(Target* target, Error* error);

  // Why the Makefile that is being made is missed.
  void TellGoalError();
  void Tell(const std::string& text);       // stdout, a line
  void TellError(const std::string& text);  // stderr, with the program's name

  make::Evaluation& evaluation_;
  make::Options& options_;
  make::RuleBase& rules_;
  ChildProcesses& children_;
  Clock& clock_;
  JobserverClient* jobserver_;
  int jobs_;
  make::ImplicitSearch search_;
  Target* goal_ = nullptr;  // that is being updated
  Purpose purpose_ = Purpose::kGoals;

  std::vector<std::unique_ptr<Job>> running_;
  uint64_t pass_ = 1;
  uint64_t commands_started_ = 0;
  uint64_t jobs_ended_ = 0;
  bool told_waiting_ = false;
  bool told_skew_ = false;
  bool is_winding_down_ = false;
  bool input_in_use_ = false;
};

}  // namespace xb
