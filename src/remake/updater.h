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
#include <unordered_set>
#include <vector>

#include "base/result.h"
#include "manifest/make/command_words.h"
#include "manifest/make/evaluation.h"
#include "manifest/make/implicit_search.h"
#include "manifest/make/rules.h"
#include "manifest/make/shuffle.h"
#include "os/child_processes.h"
#include "os/clock.h"
#include "os/jobserver.h"
#include "remake/auto_deps.h"
#include "remake/compile_list.h"
#include "remake/graph_export.h"
#include "remake/job_output.h"
#include "remake/recipe_log.h"
#include "remake/run_recorder.h"

namespace xb {

struct RecipeReason {
  std::string target;
  std::string reason;
};

struct UpdaterServices {
  make::Evaluation& evaluation;
  ChildProcesses& children;
  Clock& clock;
  JobserverClient* jobserver = nullptr;  // null: as many as `jobs` says
  int jobs = 1;                          // 0: no limit
  OutputPolicy output;
  RunRecorder* recorder = nullptr;  // null: nothing is recorded
  bool auto_deps = false;
  bool advises = false;  // says what is likely wrong, in xb's own words
  bool traces = false;   // tells why each recipe runs and what it is made of
  // What is remembered of recipes, and decides beside times; or null.
  RecipeLog* log = nullptr;
  // Gets the target and the reason of each recipe that would run; none does
  // then.  Or null.
  std::vector<RecipeReason>* reasons = nullptr;
  // Gets the steps that recipes would be; none runs then.  Or null.
  GraphExport* graph = nullptr;
  // Gets those of all recipes that run, or would; or null.
  std::vector<CompileCommand>* compiles = nullptr;
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
  // Recipes that were run.
  uint32_t jobs_begun() const { return jobs_begun_; }
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

  // -n, -q, -t
  struct Simulation {
    bool dry_run = false;
    bool question = false;
    bool touch = false;
  };

  // A recipe that runs: its lines are expanded, some have been run.
  struct Job {
    Target* target = nullptr;
    std::vector<std::string> lines;
    size_t next_line = 0;   // of `lines`
    std::string_view rest;  // of the line at hand
    int64_t pid = 0;
    std::unique_ptr<JobOutput> output;
    bool has_input = false;
    int exit_status = 0;  // of the command that failed
    bool ignores_error = false;
    bool may_fail = false;  // nobody is told then
    bool has_token = false;
    int64_t told_pid = 0;  // of its last command (--debug=jobs)
    bool deleted = false;
    make::EnvironmentList environment;
    bool has_environment = false;
    std::vector<std::string> depfiles;  // of AutoDeps
    RecipeRun record;                   // what will be remembered of it
    FileTime mtime_before = make::kUnknownTime;
    bool makes_only = false;  // see MakesOnly()
  };

  // --- What is out of date (updater.cc)
  // Update() under the options that hold for its purpose.
  Result<make::Outcome> UpdateAll(const std::vector<make::Target*>& targets);
  Simulation TakeSimulation();
  void SetSimulation(const Simulation& simulation);
  Result<Outcome> UpdateNamed(Target* target);
  Result<bool> UpdateGoal(Goal* goal, Outcome* total);
  Result<Outcome> UpdateTarget(Target* target, int depth);
  Result<Outcome> UpdateRule(Target* target, int depth);
  struct Check;
  class InheritedCare;
  Result<Outcome> RemakeIfNeeded(Target* target, Check* check, int depth);
  Result<Outcome> CheckPrerequisite(Target* target, int depth,
                                    FileTime this_time, bool* must_make);
  Status FindRecipe(Target* target, int depth);
  Status CheckAllPrerequisites(Target* target, int depth, Check* check);
  Status CheckList(Target* target, Target* owner, int depth, Check* check);
  Status UpdateIntermediates(Target* target, int depth, Check* check);
  bool NoticeChanges(Target* target, Check* check, int depth);
  bool DecideWhetherToMake(Target* target, Check* check, bool changed,
                           int depth);
  Status Remake(Target* target);
  Status NoticeFinished(Target* target);
  Status Complain(Target* target);
  void Shuffle(Target* owner);
  // `owner` has the prerequisite; it is `target`, or made with it.
  void DropCircle(Target* target, const Target& owner, size_t index);
  // As a person would: where it is, all around, and what to do about it.
  void ExplainCircle(const Target& target, const Target& owner, size_t index);
  static void SetState(Target* target, make::TargetState state);
  bool IsRunning(Target* target) const;

  // --- Times and names (updater_files.cc)
  FileTime TimeOfName(const std::string& name);
  FileTime TimeOfArchiveMember(Target* target, bool searches);
  std::string FindInSearchPath(const std::string& name, FileTime* time);
  std::string FindLibrary(const std::string& name, FileTime* time);
  // Of .LOW_RESOLUTION_TIME: what it may have been, at the latest.
  FileTime EndOfSecond(const Target& target, FileTime time);
  void WarnOfFuture(Target* target, FileTime time);
  Outcome Touch(Target* target);
  void RemoveIntermediates(bool interrupted);

  // --- Recipes (jobs.cc)
  Status RunRecipe(Target* target);
  Status SetAutomaticVariables(Target* target);
  Result<std::vector<std::string>> ExpandLines(Target* target);
  Status StartJob(std::unique_ptr<Job> job);
  Status ContinueJob(Job* job);
  Status StartCommand(Job* job);
  void RemoveJob(std::vector<std::unique_ptr<Job>>::iterator at);
  void RecordCommand(const Job& job, const std::vector<std::string>& words);
  bool NextLine(Job* job);
  Status ReapOne(const ChildEnd& end);
  Status Reap(bool blocks, bool failed);
  Status WaitForSlot();
  Status FinishJob(Job* job, bool failed);
  void TellFailure(Job* job, const ChildEnd& end, bool ignored);
  void DeleteTargets(Job* job);
  void DeleteTarget(Job* job, Target* target, const Target* on_behalf_of);
  void TellErrorOf(Job* job, const std::string& text);
  Status HandleSignal();
  make::ShellSettings Shell(Target* target, Error* error);

  // --- Headers that no Makefile tells (updater_headers.cc)
  void AddKnownHeaders(Target* target);
  void AskForHeaders(Job* job, std::vector<std::string>* words);
  void KeepHeaders(Target* target, const std::vector<std::string>& depfiles);
  void ListCompiles(const Target& target, const std::string& line);

  // --- What is remembered of recipes (updater_recipes.cc)
  // When the file had another content last, as far as that is known; its
  // prerequisites are older than what was made of it since then.
  FileTime ContentTime(const Target& target, FileTime time, Target* reader);
  // The recipe that has made `reader` read its prerequisites and nothing else.
  bool ReadsOnlyPrerequisites(Target* reader);
  // The recipe that made it was another one, or failed, or nobody has seen its
  // end.  `is_gone`: of a file in between, which need not be there.
  Result<bool> CommandHasChanged(Target* target, bool is_gone = false);
  // Of what the recipe would run; 0: not known.
  uint64_t SignatureOf(Target* target, std::string* command);
  void BeginRecord(Job* job);
  // Right before its first command.
  void NoteBegun(const Job& job);
  // `makes_only` and `mtime_before`: of the job.
  void KeepRecord(Target* target, RecipeRun record, FileTime mtime_before,
                  bool makes_only);

  // --- What recipes are for others (updater_export.cc)
  Status ExportStep(Target* target);
  // Empty: it is but commands.
  std::string WhyNoStep(Target* target);
  Result<std::string> ExportCommand(Target* target);

  // --- Why recipes run (updater_trace.cc)
  static std::string JoinInReferences(const std::string& line, char prefix);
  static bool HasNoCommands(const std::string& recipe);
  static std::string PlaceOf(const make::Recipe& recipe, int offset);
  // As make's --trace.
  void TellTrace(Job* job);
  // `uses`: the variables that expanding it has asked for.
  std::string OriginsOf(const Target& target,
                        const std::vector<std::string>& uses);
  std::string ReasonOf(const Target& target);
  std::string VariableLine(const Target& target, const std::string& name);

  enum class DebugLevel { kBasic, kVerbose };
  // What is looked at and decided, for --debug; `depth` is how far from goals.
  static std::string Quoted(const std::string& name) {
    return "'" + name + "'";
  }
  void Debug(DebugLevel level, int depth, const std::string& text);
  void DebugPrerequisite(const Target& target, const make::Prerequisite& one,
                         FileTime time, int depth);
  // What happens to a job; `verb` and `rest` stand around who it is.
  void DebugJob(const char* verb, const Job& job, const char* rest);
  void DebugOutcome(const Target& target, int depth);
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
  const OutputPolicy output_;
  RunRecorder* const recorder_;
  RecipeLog* const log_;
  std::vector<RecipeReason>* const reasons_;
  GraphExport* const graph_;
  std::unordered_set<const Target*> other_commands_;
  std::unordered_set<const Target*> half_made_;
  std::unordered_map<const Target*, bool> plain_readers_;
  std::vector<CompileCommand>* const compiles_;
  const bool finds_headers_;
  const bool advises_;
  const bool traces_;
  AutoDeps headers_;
  make::Shuffle shuffle_;
  make::ImplicitSearch search_;
  Target* goal_ = nullptr;  // that is being updated
  Purpose purpose_ = Purpose::kGoals;
  Simulation given_;

  std::vector<std::unique_ptr<Job>> running_;
  uint64_t pass_ = 1;
  uint64_t commands_started_ = 0;
  uint64_t jobs_ended_ = 0;
  uint32_t jobs_begun_ = 0;
  const make::Options::DebugLevels debug_;
  bool told_waiting_ = false;
  bool told_skew_ = false;
  bool is_winding_down_ = false;
  bool input_in_use_ = false;
};

}  // namespace xb
