// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os/directory_stats.h"
#include "os/fd.h"

namespace xb {
namespace {

bool IsMissing(int error) { return error == ENOENT || error == ENOTDIR; }

}  // namespace

DirectoryStats::~DirectoryStats() {
  if (fd_ != kNone) close(fd_);
}

void DirectoryStats::Enter(const char* directory) {
  if (fd_ != kNone) close(fd_);
  fd_ = kNone;
  is_missing_ = false;
  is_working_directory_ = *directory == '\0';
  if (is_working_directory_) return;
  fd_ = open(directory, O_PATH | O_DIRECTORY | O_CLOEXEC);
  is_missing_ = fd_ == kNone && IsMissing(errno);
}

bool DirectoryStats::Stat(const char* name, FileStat* stat) const {
  *stat = {};
  if (is_missing_) return true;
  if (fd_ == kNone && !is_working_directory_) return false;
  struct stat info;
  const int fd = is_working_directory_ ? AT_FDCWD : fd_;
  if (fstatat(fd, name, &info, 0) != 0) return IsMissing(errno);
  *stat = ToFileStat(info);
  return true;
}

}  // namespace xb
