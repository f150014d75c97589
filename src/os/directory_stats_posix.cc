// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os/directory_stats.h"

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

int64_t DirectoryStats::MtimeOf(const char* name) const {
  if (is_missing_) return 0;
  if (fd_ == kNone && !is_working_directory_) return -1;
  struct stat st;
  const int fd = is_working_directory_ ? AT_FDCWD : fd_;
  if (fstatat(fd, name, &st, 0) != 0) return IsMissing(errno) ? 0 : -1;
  const int64_t mtime_ns =
      int64_t{st.st_mtim.tv_sec} * 1000000000 + st.st_mtim.tv_nsec;
  return mtime_ns == 0 ? 1 : mtime_ns;
}

}  // namespace xb
