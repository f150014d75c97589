// SPDX-License-Identifier: Apache-2.0
// LogsAhead reads the logs of a build directory on workers while the manifest
// is still being read.  The directory is a guess then, and nobody is kept from
// writing: what was read counts only if it is still so when it is taken.
// Owned by the workspace; loop thread only.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "history/build_log.h"
#include "history/deps_log.h"
#include "os/disk.h"
#include "os/work_queue.h"

namespace xb {

class LogsAhead {
 public:
  // nullptr when it would not be worth a thread.  `disk` and `workers` must
  // outlive the object.
  static std::unique_ptr<LogsAhead> Begin(Disk& disk, WorkQueue& workers,
                                          std::string log_path,
                                          std::string deps_path);

  // Once each; nullopt: read the file at `path` as if nobody had.
  std::optional<BuildLog::Ahead> TakeLog(const std::string& path);
  std::optional<DepsLog::Ahead> TakeDeps(const std::string& path);

 private:
  LogsAhead(Disk& disk, WorkQueue& workers, std::string log_path,
            std::string deps_path);

  std::optional<Result<BuildLog::Ahead>> log_;
  std::optional<Result<DepsLog::Ahead>> deps_;
  // They end before what they write to.  The larger log comes first.
  WorkQueue::Task read_deps_;
  WorkQueue::Task read_log_;
};

}  // namespace xb
