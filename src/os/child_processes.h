// SPDX-License-Identifier: Apache-2.0
// ChildProcesses starts programs by their words, as a shell without a prompt
// does: they share this process's group, terminal and streams.  It notices
// their ends, job tokens and stop signals in one place.  While it exists it
// owns the dispositions of SIGCHLD, SIGINT, SIGTERM, SIGHUP and SIGQUIT.  One
// per process; loop thread only.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace xb {

class JobserverClient;
class OutputCapture;

struct ChildSpec {
  std::vector<std::string> words;
  std::vector<std::string> environment;  // `NAME=VALUE` each
  // Nothing to read instead of our own input.
  bool has_input = true;
  // Null: our own streams.
  const OutputCapture* capture = nullptr;
};

struct ChildEnd {
  int64_t pid = 0;
  int exit_status = 0;
  int signal = 0;  // 0: it ended by itself
  bool dumped_core = false;
};

struct CapturedOutput {
  std::string text;
  ChildEnd end;
};

class ChildProcesses {
 public:
  static Result<std::unique_ptr<ChildProcesses>> Create();
  ~ChildProcesses();
  ChildProcesses(const ChildProcesses&) = delete;
  ChildProcesses& operator=(const ChildProcesses&) = delete;

  // The error is the cause alone: `No such file or directory`.
  Result<int64_t> Start(const ChildSpec& spec);
  // Runs a program to its end and reads what it prints on stdout.  Others
  // that end meanwhile are told by the next Wait().
  Result<CapturedOutput> Capture(const ChildSpec& spec);

  enum class Wake { kChild, kToken, kSignal, kNothing };
  // Sleeps, unless `blocks` is false, until a child has ended, a stop signal
  // has arrived or `tokens` (may be null) may have one.
  Wake Wait(bool blocks, JobserverClient* tokens, ChildEnd* end);

  // True once a stop signal has arrived, without waiting for one.
  bool IsStopped();
  // The stop signal that Wait() or IsStopped() told; 0 when there was none.
  int stop_signal() const { return stop_signal_; }
  void Kill(int64_t pid, int signal);
  // What the terminal sends reaches all of the group, SIGTERM only us.
  static bool IsForUsAlone(int signal);
  // Ends this process as the signal would have.
  [[noreturn]] static void RaiseAgain(int signal);
  // What people call it: `Terminated`.
  static std::string SignalName(int signal);

 private:
  ChildProcesses() = default;
  std::optional<ChildEnd> Reap();
  Result<int64_t> Spawn(const ChildSpec& spec, int out_fd, int err_fd);

  int wake_fd_ = -1;  // readable after a signal
  int stop_signal_ = 0;
  bool told_signal_ = false;
};

}  // namespace xb
