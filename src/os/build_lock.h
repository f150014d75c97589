// SPDX-License-Identifier: Apache-2.0
// BuildLock keeps a second xb out of a build directory.  It is a flock on a
// file that also says who holds it; the kernel drops it with its holder, so a
// lock is never stale.  A nested xb must ask HolderIsAncestor() before it
// waits: its ancestor waits for it.  Loop thread only.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "os/file_clock.h"

namespace xb {

struct LockHolder {
  int64_t pid = 0;
  std::string command_line;
  std::string space;  // where `pid` is its number, see ProcessSpace()
};

class BuildLock {
 public:
  // Creates the file when missing.  `command_line` is what others are told
  // while this process holds the lock.
  static Result<std::unique_ptr<BuildLock>> Open(const std::string& path,
                                                 std::string command_line);
  // Lets go.
  ~BuildLock();
  BuildLock(const BuildLock&) = delete;
  BuildLock& operator=(const BuildLock&) = delete;

  // False when another process holds it.
  Result<bool> TryLock();

  // How a wait ended: with the lock, or with the stop signal (SIGINT, SIGTERM
  // or SIGHUP) that arrived first.
  struct WaitEnd {
    bool locked = false;
    int signal = 0;
  };
  // Call before a PosixProcessRunner exists: stop signals are taken here.
  Result<WaitEnd> WaitLock();

  // Who holds the lock; nullopt when nobody has said so yet.
  Result<std::optional<LockHolder>> Holder() const;
  // True when the holder is this process or one above it.
  Result<bool> HolderIsAncestor() const;

  bool locked() const { return locked_; }
  // When the lock was taken, or somewhat before; 0 = not known.
  FileTime LockedAt() const;

 private:
  BuildLock(int fd, std::string path, std::string command_line)
      : fd_(fd),
        path_(std::move(path)),
        command_line_(std::move(command_line)) {}
  void WriteHolder(int64_t size_before);

  int fd_;
  std::string path_;
  std::string command_line_;
  bool locked_ = false;
};

}  // namespace xb
