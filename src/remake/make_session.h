// SPDX-License-Identifier: Apache-2.0
// MakeSession is one run under the name `make`: options, Makefiles, goals,
// exit status.  What it prints is what make prints.  Loop thread only.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "manifest/make/evaluation.h"
#include "manifest/make/options.h"
#include "os/child_processes.h"
#include "os/clock.h"
#include "os/jobserver.h"
#include "remake/real_world.h"
#include "remake/updater.h"
#include "status/output_stream.h"

namespace xb {

class MakeSession {
 public:
  // `arguments[0]` is the name of the program.
  MakeSession(std::vector<std::string> arguments, OutputStream& out,
              OutputStream& err);
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
  Status TellMissingMakefiles(make::Evaluation& evaluation);
  Result<int> UpdateGoals(make::Evaluation& evaluation, Updater* updater);
  Result<std::vector<make::Target*>> Goals(make::Evaluation& evaluation);
  void TellDirectory(const char* verb);
  void AssumeTimes(make::Evaluation& evaluation);
  int StatusOf(const Error& error);

  const std::vector<std::string> arguments_;
  OutputStream& out_;
  OutputStream& err_;
  RealClock clock_;
  make::Options options_;
  make::Identity identity_;
  std::string program_;  // in messages: `make[1]`
  std::unique_ptr<ChildProcesses> children_;
  std::unique_ptr<RealWorld> world_;
  std::unique_ptr<JobserverServer> pool_;
  std::unique_ptr<JobserverClient> jobserver_;
  bool tells_directory_ = false;
};

}  // namespace xb
