// SPDX-License-Identifier: Apache-2.0
// DirectoryStats reads the times of many files of one directory: the kernel
// walks the path of the directory once, and then only names (1.2 instead of
// 1.5 us a file for paths of 70 bytes).  Any thread, one object a thread.
#pragma once

#include <cstdint>

#include "os/disk.h"

namespace xb {

class DirectoryStats {
 public:
  DirectoryStats() = default;
  ~DirectoryStats();
  DirectoryStats(const DirectoryStats&) = delete;
  DirectoryStats& operator=(const DirectoryStats&) = delete;

  // Empty = the working directory.
  void Enter(const char* directory);
  // As Disk::Stat() of the file `name` there; false when that fails.
  bool Stat(const char* name, FileStat* stat) const;
  // As Disk::StatMtime(); -1 when that fails.
  int64_t MtimeOf(const char* name) const {
    FileStat stat;
    return Stat(name, &stat) ? stat.mtime_ns : -1;
  }

 private:
  static constexpr int kNone = -1;

  int fd_ = kNone;
  bool is_missing_ = false;
  bool is_working_directory_ = true;
};

}  // namespace xb
