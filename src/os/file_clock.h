// SPDX-License-Identifier: Apache-2.0
// FileClock tells what the file system would write as the mtime of a file
// changed now.  On a network file system that is the server's time, and
// everywhere it is coarser than the clock; comparing an input's mtime with it
// answers "was this changed after the command started?".  Loop thread only.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"

namespace xb {

// A moment by the clock of the file systems of `device`; 0 = not known.
struct FileTime {
  int64_t ns = 0;
  uint64_t device = 0;
};

// True when any change of a file since `began` would have given it another
// ctime than this one.
bool IsSettled(int64_t ctime_ns, uint64_t device, const FileTime& began);

class FileClock {
 public:
  virtual ~FileClock() = default;
  // Comparable with Disk::StatMtime() of files on the same file system.
  virtual Result<int64_t> NowNs() = 0;
  // FileStat::device of these files.
  virtual uint64_t device() const = 0;
};

// Touches one file that it keeps open.
class RealFileClock final : public FileClock {
 public:
  // Creates `path` when missing and never changes its contents.
  static Result<std::unique_ptr<RealFileClock>> Open(const std::string& path);
  ~RealFileClock() override;

  Result<int64_t> NowNs() override;
  uint64_t device() const override { return device_; }

 private:
  RealFileClock(int fd, std::string path) : fd_(fd), path_(std::move(path)) {}

  int fd_;
  uint64_t device_ = 0;
  std::string path_;
};

}  // namespace xb
