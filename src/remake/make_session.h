// SPDX-License-Identifier: Apache-2.0
// MakeSession is one run under the name `make`: options, Makefiles, goals,
// exit status.  What it prints is what make prints.  Loop thread only.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "manifest/make/evaluation.h"
#include "manifest/make/options.h"
#include "os/child_processes.h"
#include "os/clock.h"
#include "os/jobserver.h"
#include "remake/console.h"
#include "remake/real_world.h"
#include "remake/recording_world.h"
#include "remake/run_memory.h"
#include "remake/run_recorder.h"
#include "remake/target_survey.h"
#include "remake/updater.h"
#include "status/output_stream.h"

namespace xb {

struct MakeCall {
  std::string program = "make";        // in messages
  std::string command = "make";        // MAKE: runs this program as make
  std::vector<std::string> arguments;  // options, definitions, goals
  int default_jobs = 1;  // when neither -j nor a make above says how many
  // Shows what is made instead of the lines of recipes; null: nobody does.
  EventSink* sink = nullptr;
  bool tells_nothing_to_do = false;  // when a sink has shown nothing
  // What all streams go through, when runs are to be remembered; or null.
  RecordedRun* recorded = nullptr;
  // Compilers tell which headers they read, see AutoDeps.
  bool auto_deps = false;
  // Recipes are remembered, and count by content and command beside times.
  bool remembers_recipes = false;
  // As in UpdaterServices; Makefiles are not remade then, nor for `graph`.
  std::vector<RecipeReason>* reasons = nullptr;
  // Gets the steps that the goals take; nothing runs then.
  GraphExport* graph = nullptr;
  // Warns of what is likely wrong with the Makefiles.
  bool advises = false;
  // Tells what was read, and why recipes run and what they are made of.
  bool traces = false;
  // Gets the compile commands of all recipes; Makefiles are not remade then.
  std::vector<CompileCommand>* compiles = nullptr;
  // Gets what the Makefiles make; nothing is made then.
  TargetSurvey* survey = nullptr;
  std::string version;     // of this program
  std::string mode;        // as in RunCall
  std::string mode_below;  // as in RunCall
};

class MakeSession {
 public:
  MakeSession(MakeCall call, OutputStream& out, OutputStream& err);
  ~MakeSession();

  // 0; 1 when -q found something to do; 2 when something went wrong.
  int Run();

 private:
  Result<int> RunOrFail();
  // Nothing when the run goes on.
  std::optional<int> TakeOptions();
  Status EnterDirectories();
  Status SetUpJobs();
  std::unique_ptr<make::Evaluation> NewEvaluation();
  // True when some were remade and all have to be read again.
  Result<bool> UpdateMakefiles(make::Evaluation& evaluation, Updater* updater);
  std::vector<make::Target*> MakefileTargets(make::Evaluation& evaluation);
  Status TellFailedMakefiles(make::Evaluation& evaluation);
  Result<int> UpdateGoals(make::Evaluation& evaluation, Updater* updater);
  Result<std::vector<make::Target*>> Goals(make::Evaluation& evaluation);
  std::string DirectoryLine(const char* verb) const;
  void BeginOutput();
  void BeginEvents();
  // The exit status when the run is as an earlier one.
  std::optional<int> Remember();
  make::World& world();
  void EndEvents();
  // One reading of the Makefiles; nothing when they have to be read again.
  Result<std::optional<int>> Round(int number);
  Status ReadMakefiles(make::Evaluation* evaluation);
  void TellMakefiles(const make::Evaluation& evaluation);
  int EndFailed(Updater* updater, const Error& error);
  void AssumeTimes(make::Evaluation& evaluation);
  int StatusOf(const Error& error);

  const MakeCall call_;
  OutputStream& out_;
  OutputStream& err_;
  Console console_;
  RealClock clock_;
  make::Options options_;
  make::Identity identity_;
  std::string program_;  // in messages: `make[1]`
  std::unique_ptr<ChildProcesses> children_;
  std::unique_ptr<RealWorld> world_;
  std::unique_ptr<RecordingWorld> recording_world_;
  std::unique_ptr<RunMemory> memory_;  // null: nothing is remembered
  std::unique_ptr<RecipeLog> log_;     // null: recipes are not remembered
  std::unique_ptr<JobserverServer> pool_;
  std::unique_ptr<JobserverClient> jobserver_;
  EventSink* sink_ = nullptr;
  uint32_t jobs_begun_ = 0;
};

}  // namespace xb
