// SPDX-License-Identifier: Apache-2.0
#include "cli/executor_stack.h"

#include <string_view>
#include <utility>

#include "cli/state_files.h"
#include "cli/withheld_variables.h"
#include "exec/dry_run_executor.h"
#include "exec/local_executor.h"
#include "exec/private_outputs.h"
#include "os/posix_process_runner.h"

namespace xb {

ExecutorStack::ExecutorStack(Services services) : s_(std::move(services)) {}

Result<Executor*> ExecutorStack::Get(const Workspace& workspace) {
  if (cache_ != nullptr) return &cache_->executor();
  if (guard_ != nullptr) return guard_.get();
  if (executor_ != nullptr) return executor_.get();
  if (*s_.settings.dry_run) {
    executor_ = std::make_unique<DryRunExecutor>();
    return executor_.get();
  }
  XB_ASSIGN(std::optional<AnonymousFile> withheld,
            WithholdVariablesOf(workspace.graph()));
  // What an earlier manifest withheld is in it.
  if (withheld) withheld_ = std::move(withheld);
  PosixProcessRunner::Options options;
  options.ledger_directory = workspace.InBuildDir(kLedgersDirectory);
  XB_TRY(MakeFileClock(workspace));
  XB_ASSIGN(runner_, PosixProcessRunner::Create(options));
  executor_ = std::make_unique<LocalExecutor>(
      s_.disk, *runner_,
      LocalExecutor::Options{.file_clock = file_clock_.get(),
                             .jobserver = s_.parallelism.client(),
                             .max_load = *s_.settings.max_load});
  XB_ASSIGN(Executor * runs, GuardLinks(workspace));
  cache_ = BuildCache::Open(s_.settings, s_.parallelism.jobs(),
                            {.inner = *runs,
                             .disk = s_.disk,
                             .clock = s_.clock,
                             .file_clock = *file_clock_,
                             .workers = s_.workers,
                             .warn = s_.warn},
                            [&workspace](std::string_view name) {
                              return workspace.InBuildDir(std::string(name));
                            });
  return cache_ == nullptr ? runs : &cache_->executor();
}

Result<Executor*> ExecutorStack::GuardLinks(const Workspace& workspace) {
  const std::string mark = workspace.InBuildDir(kHardLinksFile);
  XB_ASSIGN(const FileStat known, s_.disk.Stat(mark));
  if (!known.exists()) {
    const CacheSettings& cache = s_.settings.cache;
    if (!*cache.enabled || !*cache.hard_link) return executor_.get();
    XB_TRY(s_.disk.Write(mark, ""));
  }
  guard_ = std::make_unique<PrivateOutputs>(*executor_);
  return guard_.get();
}

Status ExecutorStack::MakeFileClock(const Workspace& workspace) {
  if (file_clock_ != nullptr) return Ok();
  const std::string stamp = workspace.InBuildDir(kLockFile);
  XB_TRY(s_.disk.MakeParentDirs(stamp));
  XB_ASSIGN(file_clock_, RealFileClock::Open(stamp));
  return Ok();
}

FileClock* ExecutorStack::OpenFileClock(const Workspace& workspace) {
  // Where nobody can write, nothing will be remembered.
  const Status made = MakeFileClock(workspace);
  return made.ok() ? file_clock_.get() : nullptr;
}

void ExecutorStack::ReleaseProcesses() {
  guard_.reset();
  executor_.reset();
  runner_.reset();
}

void ExecutorStack::Release() {
  cache_.reset();
  ReleaseProcesses();
}

}  // namespace xb
