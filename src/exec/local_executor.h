// SPDX-License-Identifier: Apache-2.0
// LocalExecutor does actions as processes of this machine: it makes the
// directories above the outputs, takes the file system's time, writes the
// response file and starts the command.  Borrows all its services; loop thread
// only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "exec/executor.h"
#include "os/disk.h"
#include "os/file_clock.h"
#include "os/jobserver.h"
#include "os/process_runner.h"

namespace xb {

class LocalExecutor final : public Executor {
 public:
  // Without `file_clock` outcomes have no started_mtime_ns; without
  // `jobserver` any number may run.
  struct Options {
    FileClock* file_clock = nullptr;
    JobserverClient* jobserver = nullptr;
    // Start nothing that would lift the load average above it, unless nothing
    // runs; 0 = no limit.
    double max_load = 0;
  };
  LocalExecutor(Disk& disk, ProcessRunner& runner, const Options& options)
      : disk_(disk), runner_(runner), options_(options) {}
  ~LocalExecutor() override;

  bool CanStart() override;
  Status Start(Action action) override;
  WaitEvent Wait(std::vector<Outcome>* finished, int64_t deadline_ns) override;
  size_t running() const override { return runner_.running(); }
  void KillAll(int signal) override { runner_.KillAll(signal); }

 private:
  Result<int64_t> Prepare(const Action& action);
  void ReleaseReserved();
  bool LoadIsLow() const;

  Disk& disk_;
  ProcessRunner& runner_;
  Options options_;
  // Tokens that CanStart() took and no Start() has used yet.
  int tokens_reserved_ = 0;
  // CanStart() found no token: Wait() must watch for one.
  bool token_wanted_ = false;
  std::unordered_map<uint32_t, int64_t> started_mtime_ns_;  // by token
  std::vector<ProcessResult> results_;  // kept for its capacity
};

}  // namespace xb
