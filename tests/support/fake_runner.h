// SPDX-License-Identifier: Apache-2.0
// FakeRunner "runs" commands by a table from command to function.  A command
// does its work when it finishes; commands finish in the order they were
// started, one per Wait().  What a test did not foresee fails with 127.
#pragma once

#include <signal.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "os/process_runner.h"
#include "support/fake_disk.h"

namespace xb {

class FakeRunner final : public ProcessRunner {
 public:
  // Does the work on the disk.  Only exit_status, interrupted, output and
  // usage of what it returns are looked at.
  using Command = std::function<ProcessResult(FakeDisk&)>;

  explicit FakeRunner(FakeDisk& disk) : disk_(disk) {}

  // --- What a test arranges ---

  void On(const std::string& command, Command work) {
    commands_[command] = std::move(work);
  }
  // The command succeeds and writes `contents` to each of `outputs`.
  void OnWrite(const std::string& command, std::vector<std::string> outputs,
               std::string contents = {}) {
    On(command, [outputs = std::move(outputs),
                 contents = std::move(contents)](FakeDisk& disk) {
      for (const std::string& output : outputs) disk.Create(output, contents);
      return ProcessResult();
    });
  }
  void OnFail(const std::string& command, int exit_status,
              std::string output = {}) {
    On(command, [exit_status, output = std::move(output)](FakeDisk&) {
      ProcessResult result;
      result.exit_status = exit_status;
      result.output = output;
      return result;
    });
  }
  // Start() of this command fails.
  void RefuseToStart(const std::string& command, std::string cause) {
    refused_[command] = std::move(cause);
  }
  // The next Wait() tells this before anything finishes; a stop signal ends
  // all running commands with it, as the real runner's does.
  void Post(WaitEvent event) { events_.push_back(event); }

  // --- What a test looks at ---

  // Every command started, in order.
  const std::vector<std::string>& started() const { return started_; }
  void ClearStarted() { started_.clear(); }
  size_t most_at_once() const { return most_at_once_; }
  const std::vector<int>& signals_sent() const { return signals_sent_; }
  bool watches_tokens() const { return watches_tokens_; }
  const std::set<std::string>& console_commands() const { return console_; }

  // --- ProcessRunner ---

  Status Start(uint32_t token, const ProcessSpec& spec) override {
    if (const auto cause = refused_.find(spec.command);
        cause != refused_.end()) {
      return MakeError(cause->second);
    }
    started_.push_back(spec.command);
    if (spec.console) console_.insert(spec.command);
    running_.push_back({token, spec.command, ++now_ns_});
    if (running_.size() > most_at_once_) most_at_once_ = running_.size();
    return Ok();
  }

  WaitEvent Wait(std::vector<ProcessResult>* finished,
                 int64_t /*deadline_ns*/) override {
    if (!events_.empty()) {
      const WaitEvent event = events_.front();
      events_.pop_front();
      if (event.reason == WakeReason::kInterrupted) Interrupt(event.signal);
      return event;
    }
    if (running_.empty()) return {WakeReason::kDeadline, 0};
    const Running running = std::move(running_.front());
    running_.pop_front();
    finished->push_back(Finish(running));
    return {WakeReason::kFinished, 0};
  }

  void WatchTokens(JobserverClient* client) override {
    watches_tokens_ = client != nullptr;
  }
  size_t running() const override { return running_.size(); }
  void KillAll(int signal) override {
    signals_sent_.push_back(signal);
    Interrupt(signal);
  }

 private:
  struct Running {
    uint32_t token = 0;
    std::string command;
    int64_t start_ns = 0;
    int killed_by = 0;
  };

  void Interrupt(int signal) {
    for (Running& running : running_) running.killed_by = signal;
  }

  ProcessResult Finish(const Running& running) {
    ProcessResult result;
    if (running.killed_by != 0) {
      result.exit_status = 128 + running.killed_by;
      result.interrupted = running.killed_by == SIGINT ||
                           running.killed_by == SIGTERM ||
                           running.killed_by == SIGHUP;
    } else if (const auto work = commands_.find(running.command);
               work != commands_.end()) {
      result = work->second(disk_);
    } else {
      result.exit_status = 127;
      result.output = running.command + ": not in the table of this test\n";
    }
    result.token = running.token;
    result.start_ns = running.start_ns;
    result.end_ns = ++now_ns_;
    return result;
  }

  FakeDisk& disk_;
  std::map<std::string, Command> commands_;
  std::map<std::string, std::string> refused_;
  std::deque<WaitEvent> events_;
  std::deque<Running> running_;
  std::vector<std::string> started_;
  std::set<std::string> console_;
  std::vector<int> signals_sent_;
  size_t most_at_once_ = 0;
  int64_t now_ns_ = 0;
  bool watches_tokens_ = false;
};

}  // namespace xb
