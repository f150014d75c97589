// SPDX-License-Identifier: Apache-2.0
#include "exec/local_executor.h"

#include <string_view>
#include <utility>

#include "base/check.h"
#include "os/system.h"

namespace xb {
namespace {

std::string_view DirectoryOf(std::string_view path) {
  const size_t slash = path.find_last_of('/');
  return slash == std::string_view::npos ? std::string_view()
                                         : path.substr(0, slash + 1);
}

Outcome ToOutcome(ProcessResult result) {
  Outcome outcome;
  outcome.token = result.token;
  outcome.exit_status = result.exit_status;
  outcome.interrupted = result.interrupted;
  outcome.output = std::move(result.output);
  outcome.usage = result.usage;
  outcome.start_ns = result.start_ns;
  outcome.end_ns = result.end_ns;
  return outcome;
}

}  // namespace

LocalExecutor::~LocalExecutor() {
  ReleaseReserved();
  runner_.WatchTokens(nullptr);
}

bool LocalExecutor::LoadIsLow() const {
  if (options_.max_load <= 0 || runner_.running() == 0) return true;
  return LoadAverage().value_or(0) + 1 <= options_.max_load;
}

bool LocalExecutor::CanStart() {
  if (!LoadIsLow()) return false;
  if (options_.jobserver == nullptr || tokens_reserved_ > 0) return true;
  token_wanted_ = !options_.jobserver->TryAcquire();
  if (!token_wanted_) ++tokens_reserved_;
  return !token_wanted_;
}

Status LocalExecutor::Start(Action action) {
  XB_CHECK(options_.jobserver == nullptr || tokens_reserved_ > 0);
  XB_ASSIGN(const int64_t started_mtime_ns, Prepare(action));
  ProcessSpec spec;
  spec.command = std::move(action.command);
  spec.console = action.console;
  TellBegin(action.token);
  XB_TRY(runner_.Start(action.token, spec));
  // From here on the token belongs to the process.
  if (options_.jobserver != nullptr) --tokens_reserved_;
  started_mtime_ns_[action.token] = started_mtime_ns;
  return Ok();
}

// Everything a command may count on; returns the file system's time.
Result<int64_t> LocalExecutor::Prepare(const Action& action) {
  std::string_view made;
  const auto make_parent = [&](const std::string& path) -> Status {
    // Outputs of one command are mostly neighbours.
    const std::string_view directory = DirectoryOf(path);
    if (directory.empty() || directory == made) return Ok();
    made = directory;
    return disk_.MakeParentDirs(path);
  };
  for (const std::string& output : action.outputs) XB_TRY(make_parent(output));
  if (!action.depfile.empty()) XB_TRY(make_parent(action.depfile));
  int64_t now = 0;
  if (options_.file_clock != nullptr) {
    XB_ASSIGN(now, options_.file_clock->NowNs());
  }
  if (!action.rspfile.empty()) {
    XB_TRY(make_parent(action.rspfile));
    XB_TRY(disk_.Write(action.rspfile, action.rspfile_content));
  }
  return now;
}

WaitEvent LocalExecutor::Wait(std::vector<Outcome>* finished,
                              int64_t deadline_ns) {
  ReleaseReserved();
  runner_.WatchTokens(token_wanted_ ? options_.jobserver : nullptr);
  token_wanted_ = false;
  results_.clear();
  const WaitEvent event = runner_.Wait(&results_, deadline_ns);
  for (ProcessResult& result : results_) {
    // Not kept for the next of ours: others may wait for it longer.
    if (options_.jobserver != nullptr) options_.jobserver->Release();
    Outcome outcome = ToOutcome(std::move(result));
    const auto started = started_mtime_ns_.find(outcome.token);
    XB_CHECK(started != started_mtime_ns_.end());
    outcome.started_mtime_ns = started->second;
    started_mtime_ns_.erase(started);
    finished->push_back(std::move(outcome));
  }
  return event;
}

void LocalExecutor::ReleaseReserved() {
  for (; tokens_reserved_ > 0; --tokens_reserved_) {
    options_.jobserver->Release();
  }
}

}  // namespace xb
