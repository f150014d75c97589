// SPDX-License-Identifier: Apache-2.0
// AppendFile is an open log to which whole records are appended.  A record is
// written completely or not at all: after a failed write (disk full) the file
// is cut back to the size it had before.  Another process may append to the
// same file; take a Lock around "read the tail, append" to exclude it.  Owned
// by one log of history/; loop thread only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "os/disk.h"

namespace xb {

class AppendFile {
 public:
  struct Options {
    bool create = true;
    // Cut an existing file to nothing.
    bool truncate = false;
  };

  // Creates the file (mode 0666 less umask) unless told otherwise.
  static Result<AppendFile> Open(const std::string& path,
                                 const Options& options);
  static Result<AppendFile> Open(const std::string& path) {
    return Open(path, Options{});
  }

  AppendFile(AppendFile&& other) noexcept;
  AppendFile& operator=(AppendFile&& other) noexcept;
  AppendFile(const AppendFile&) = delete;
  AppendFile& operator=(const AppendFile&) = delete;
  ~AppendFile();

  // All of `record`, in one write(2) where the system allows it.
  Status Append(std::string_view record);

  // The size now, other processes' appends included.
  Result<int64_t> Size() const;
  // Up to `size` bytes from `offset`; shorter only at the end of the file.
  Result<std::string> ReadAt(int64_t offset, int64_t size) const;
  Status Truncate(int64_t size);
  // Until the data are on the device (fdatasync).
  Status Sync();

  // Device, inode, size and times of the open file.
  Result<FileStat> Stat() const;
  // False when `path` is missing or has become another file (a recompaction
  // by someone else): what is appended here would be lost.
  Result<bool> StillAt(const std::string& path) const;

  const std::string& path() const { return path_; }

  // Excludes other processes that lock the same file (flock); meant for a few
  // milliseconds.  Must not outlive the AppendFile.
  class [[nodiscard]] Lock {
   public:
    Lock(Lock&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;
    Lock& operator=(Lock&&) = delete;
    ~Lock();

   private:
    friend class AppendFile;
    explicit Lock(int fd) : fd_(fd) {}
    int fd_;
  };
  Result<Lock> TakeLock() const;

 private:
  AppendFile(int fd, std::string path) : fd_(fd), path_(std::move(path)) {}

  int fd_ = -1;
  std::string path_;
};

}  // namespace xb
