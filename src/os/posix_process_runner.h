// SPDX-License-Identifier: Apache-2.0
// PosixProcessRunner runs processes on one libuv loop.  A command without
// shell syntax is executed directly, any other by `/bin/sh -c`; the process
// cannot tell which (see shell_words.h).  While it exists it owns the
// dispositions of SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT and SIGWINCH.
// Create one per process, after the working directory is set; destroying it
// ends and reaps what still runs.
#pragma once

#include <memory>
#include <string>

#include "os/process_runner.h"

namespace xb {

class PosixProcessRunner final : public ProcessRunner {
 public:
  struct Options {
    // Off: the ends of processes are noticed by SIGCHLD, as on kernels before
    // 5.3.
    bool use_pidfd = true;
    // Where a ProcessLedger is kept; empty: none.
    std::string ledger_directory = {};
  };
  static Result<std::unique_ptr<PosixProcessRunner>> Create(
      const Options& options);
  static Result<std::unique_ptr<PosixProcessRunner>> Create() {
    return Create(Options{});
  }
  ~PosixProcessRunner() override;

  Status Start(uint32_t token, const ProcessSpec& spec) override;
  WaitEvent Wait(std::vector<ProcessResult>* finished,
                 int64_t deadline_ns) override;
  void WatchTokens(JobserverClient* client) override;
  size_t running() const override;
  void KillAll(int signal) override;

 private:
  class Loop;

  explicit PosixProcessRunner(std::unique_ptr<Loop> loop);

  std::unique_ptr<Loop> loop_;
};

}  // namespace xb
