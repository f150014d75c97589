// SPDX-License-Identifier: Apache-2.0
// Session: what one call of the program does, from settings to exit status:
// load, lock, bring the manifest up to date, build or run a tool, tell how it
// ended.  Only here all parts are known to each other.  Loop thread only.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/build_run.h"
#include "cli/directory_lock.h"
#include "cli/executor_stack.h"
#include "cli/flags.h"
#include "cli/front_door.h"
#include "cli/manifest_choice.h"
#include "cli/parallelism.h"
#include "cli/phase_times.h"
#include "cli/project_command.h"
#include "cli/run_keeper.h"
#include "cli/warning_replay.h"
#include "cli/workspace.h"
#include "engine/builder.h"
#include "manifest/project/generate.h"
#include "os/clock.h"
#include "os/disk.h"
#include "os/work_queue.h"
#include "remake/make_session.h"
#include "status/event.h"
#include "status/output_stream.h"
#include "tools/tool.h"

namespace xb {

class Session {
 public:
  Session(Invocation invocation, std::vector<std::string> arguments);
  ~Session();

  // Returns the exit status; errors were printed.
  int Run();

 private:
  // An exit status, or nothing when the build goes on.
  using MaybeExit = std::optional<int>;

  Result<int> RunOrFail();
  Result<MaybeExit> Cycle(bool regenerate, bool* regenerated);
  // What a stamp that does not hold has seen, under the lock.
  struct SeenByStamp {
    std::unique_ptr<CleanStamp> stamp;
    CleanStamp::Look look;
    FileTime began;
  };
  Result<MaybeExit> AnswerFromStamp(SeenByStamp* seen);
  void TellNothingToDo();
  // And reads the settings that are found from there.
  Status EnterDirectory();
  Status ReadSettings();
  bool HasManifest();
  // Decides what commands that ask the project file itself mean.
  void SettleProjectCommand();
  // Goes on in the build directory of a project of CMake or Meson.
  Result<MaybeExit> OpenFrontDoor();
  Result<MaybeExit> Configure(const FrontDoor& door);
  void EnterFrontDoor(const FrontDoor& door, Settings* settings);
  // An xb.toml says what is to be built.
  bool HasProject();
  // Makes its build.xb what it is to be.
  Result<MaybeExit> OpenProject();
  // nullopt: it is none that we make, or only would be.
  Result<std::optional<project::Generated>> MakeProjectManifest(
      MaybeExit* exit);
  // Commands that make a project, or tell what may be in one.
  Result<MaybeExit> RunWithoutProject();
  // Makes a build of `xb test`, `xb run` and so on, where no target is called
  // so.
  Status BeginCommand(const project::Generated& generated);
  // After a build that succeeded.
  Result<int> FinishCommand(int status);
  // Where a Makefile is what is to be built.
  Result<MaybeExit> BuildMakefile();
  Result<bool> IsTarget(const Tool& tool, const std::string& manifest);
  Result<MakeCall> MakefileCall(const std::string& manifest);
  Result<int> RunMakefileTool(const Tool& tool, const std::string& manifest);
  Result<int> ExplainMakefile(const std::string& manifest);
  Result<int> ExportMakefileGraph(const std::string& manifest);
  Result<int> ListMakefileTargets(const std::string& manifest);
  // Says which, if that is a question.
  Status FindManifest(bool is_tool);
  void TellChoice(const ManifestChoice& choice);
  Status MakeSink();
  Result<std::unique_ptr<Workspace>> LoadWorkspace();
  // Decides between a target and a command of xb of the same name.
  Status ResolveCommand(const Workspace& workspace);
  const Tool* ChosenTool() const;
  // No tool, or one that asks the logs.
  bool WantsLogs() const;
  Result<int> RunTool(const Tool& tool, Workspace* workspace);

  // Returns an exit status when a stop signal ended the wait.  `waited`: others
  // have run here in the meantime, what was read before is void.
  Result<MaybeExit> TakeLock(const std::string& build_dir, bool* waited);
  // A new log is begun as the Ninja of this machine would.
  Result<MaybeExit> ChooseLogVersion(Workspace* workspace);

  Result<BuildResult> Execute(BuildRun* run);
  // True when the manifest was written anew.
  Result<bool> Regenerate(BuildRun* run, MaybeExit* exit);
  Result<int> Build(BuildRun* run);
  // Of the cache; empty: none.
  void TellNews(const std::string& news);
  void FinishWithoutWork();
  int Report(const BuildResult& result);
  // What the process ends with when `signal` ended the build.
  int InterruptedStatus(int signal) const;

  void Warn(std::string_view text);
  void Info(std::string_view text);
  void PrintError(const Error& error);

  Invocation invocation_;
  Settings& settings_;
  const std::vector<std::string> arguments_;
  const std::string program_;
  RealDisk disk_;
  RealClock clock_;
  FileOutputStream out_;
  FileOutputStream err_;
  PhaseTimes times_;
  Parallelism parallelism_;
  WorkQueue workers_;
  std::unique_ptr<EventSink> sink_;
  WarningReplay* replay_ = nullptr;  // is sink_, if that was asked for
  DirectoryLock lock_;
  ExecutorStack executors_;
  RunKeeper keeper_;
  std::optional<ProjectCommand> command_;
  // The manifest is that of an xb.toml.
  bool is_project_ = false;
  project::GenerateRequest request_;
};

}  // namespace xb
