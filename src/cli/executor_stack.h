// SPDX-License-Identifier: Apache-2.0
// ExecutorStack: what the commands of a session go through, made when first
// needed and kept for all of its builds: the processes and, if wanted, a cache
// in front of them.  Loop thread only.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "cli/build_cache.h"
#include "cli/parallelism.h"
#include "cli/workspace.h"
#include "config/settings.h"
#include "exec/executor.h"
#include "os/anonymous_file.h"
#include "os/clock.h"
#include "os/disk.h"
#include "os/file_clock.h"
#include "os/process_runner.h"
#include "os/work_queue.h"

namespace xb {

class ExecutorStack {
 public:
  struct Services {
    const Settings& settings;
    Disk& disk;
    Clock& clock;
    WorkQueue& workers;
    Parallelism& parallelism;
    std::function<void(const std::string&)> warn;
  };
  explicit ExecutorStack(Services services);

  // `parallelism` was set up.
  Result<Executor*> Get(const Workspace& workspace);
  // Null: there is none, as far as Get() was called.
  BuildCache* cache() { return cache_.get(); }
  // For contents; null when they are not asked for, or cannot be kept.
  FileClock* OpenFileClock(const Workspace& workspace);

  // Both let go of the processes; no Executor may be in use.
  void ReleaseProcesses();
  void Release();

 private:
  // What commands are started by, in front of executor_ if need be.
  Result<Executor*> GuardLinks(const Workspace& workspace);
  Status MakeFileClock(const Workspace& workspace);

  Services s_;
  std::optional<AnonymousFile> withheld_;  // for as long as commands run
  std::unique_ptr<FileClock> file_clock_;
  std::unique_ptr<ProcessRunner> runner_;
  std::unique_ptr<Executor> executor_;
  std::unique_ptr<Executor> guard_;    // in front of it; null: not needed
  std::unique_ptr<BuildCache> cache_;  // in front of it
};

}  // namespace xb
