// SPDX-License-Identifier: Apache-2.0
// ProcessRunner is the seam behind which commands become processes.  The
// caller names each process by a token of its own choice and gets it back with
// the result.  Wait() is the only place where xb sleeps: it also reports stop
// signals, free job tokens and a terminal that wants to be redrawn.  Loop
// thread only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "base/result.h"

namespace xb {

class JobserverClient;

// A deadline that never comes.
inline constexpr int64_t kNever = std::numeric_limits<int64_t>::max();

struct ProcessSpec {
  // As for `/bin/sh -c`.
  std::string command;
  // Has the terminal: inherits stdin, stdout and stderr, and is in xb's own
  // process group.  Its output is not captured.
  bool console = false;
};

struct ResourceUsage {
  int64_t user_us = 0;
  int64_t system_us = 0;
  // Never below xb's own peak when the process started: until the exec they
  // share their memory, and the kernel counts that.
  int64_t max_rss_kb = 0;
};

struct ProcessResult {
  uint32_t token = 0;
  // 0..255; 128 + signal when a signal ended it.
  int exit_status = 0;
  // Ended by SIGINT, a shell also by SIGTERM or SIGHUP; or said so itself with
  // status 130.
  bool interrupted = false;
  // stdout and stderr in the order written; empty for console processes.
  std::string output;
  ResourceUsage usage;
  int64_t start_ns = 0;  // monotonic, as Clock::NowNs()
  int64_t end_ns = 0;
};

// Why Wait() returned.  When several hold, the first of this list is told and
// the others are told by the next call.
enum class WakeReason {
  kInterrupted,  // a stop signal arrived
  kSuspend,      // Ctrl-Z: the next Wait() stops xb and all that runs
  kFinished,     // at least one process finished
  kTokens,       // the jobserver may have tokens
  kRedraw,       // the terminal was resized, or xb was continued
  kDeadline,
};

struct WaitEvent {
  WakeReason reason = WakeReason::kDeadline;
  // kInterrupted: SIGINT, SIGTERM or SIGHUP.
  int signal = 0;
};

class ProcessRunner {
 public:
  virtual ~ProcessRunner() = default;

  // Fails only when no process could be made at all (a command longer than
  // the system takes, no memory, too many processes).  A command that does
  // not exist is a result with status 127.
  virtual Status Start(uint32_t token, const ProcessSpec& spec) = 0;

  // Sleeps until there is something to tell or `deadline_ns` (monotonic, or
  // kNever).  Finished processes are appended to `finished` whatever the
  // reason.  Processes have been sent the first stop signal already when it is
  // told; keep calling Wait() until running() is 0.  A second stop signal
  // kills them.
  virtual WaitEvent Wait(std::vector<ProcessResult>* finished,
                         int64_t deadline_ns) = 0;

  // Lets Wait() report kTokens for as long as `client` is not null.
  virtual void WatchTokens(JobserverClient* client) = 0;

  virtual size_t running() const = 0;

  // Sends `signal` to every process group that is running.
  virtual void KillAll(int signal) = 0;
};

}  // namespace xb
