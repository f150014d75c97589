// SPDX-License-Identifier: Apache-2.0
// FileLock keeps other processes, and other FileLocks of this one, out for as
// long as it lives; the kernel drops it with its process.  On a file system
// without locks it keeps nobody out: what it guards must then be merely
// redundant work.  One owner; any thread.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "os/fd.h"

namespace xb {

class FileLock {
 public:
  // The file is created when missing (0600), and stays.  Waits.
  static Result<FileLock> Take(const std::string& path);
  // nullopt when somebody has it.
  static Result<std::optional<FileLock>> TryTake(const std::string& path);
  // Beside others that do the same.  Waits.
  static Result<FileLock> Share(const std::string& path);

  // Processes that are started from here on have it, too, and keep it when
  // this one is killed.
  Status PassOn();

 private:
  explicit FileLock(UniqueFd fd) : fd_(std::move(fd)) {}

  UniqueFd fd_;
};

}  // namespace xb
