// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "os/directory_stats.h"
#include "os/fd.h"

namespace xb {
namespace {

// What opening and closing a directory costs is won back by so many files.
constexpr size_t kWorthOpening = 3;

}  // namespace

DirectoryStats::~DirectoryStats() {
  if (fd_ != kNone) close(fd_);
}

void DirectoryStats::Enter(const char* directory, size_t files) {
  if (fd_ != kNone) close(fd_);
  fd_ = kNone;
  is_missing_ = false;
  is_unknown_ = false;
  path_.clear();
  if (files < kWorthOpening) {
    path_ = directory;
  } else if (*directory != '\0') {
    fd_ = open(directory, O_PATH | O_DIRECTORY | O_CLOEXEC);
    is_missing_ = fd_ == kNone && IsMissing(errno);
    is_unknown_ = fd_ == kNone && !is_missing_;
  }
  directory_size_ = path_.size();
}

const char* DirectoryStats::From(const char* name) {
  if (is_missing_ || is_unknown_) return nullptr;
  if (directory_size_ == 0) return name;
  path_.resize(directory_size_);
  return path_.append(name).c_str();
}

bool DirectoryStats::Stat(const char* name, FileStat* stat) {
  *stat = {};
  name = From(name);
  if (name == nullptr) return is_missing_;
  struct stat info;
  const int fd = fd_ == kNone ? AT_FDCWD : fd_;
  if (fstatat(fd, name, &info, 0) != 0) return IsMissing(errno);
  *stat = ToFileStat(info);
  return true;
}

bool DirectoryStats::Stat(const char* name, FileStat* stat, bool* is_link) {
  *stat = {};
  *is_link = false;
  name = From(name);
  if (name == nullptr) return is_missing_;
  struct stat info;
  const int fd = fd_ == kNone ? AT_FDCWD : fd_;
  if (fstatat(fd, name, &info, AT_SYMLINK_NOFOLLOW) != 0) {
    return IsMissing(errno);
  }
  *is_link = S_ISLNK(info.st_mode);
  if (*is_link && fstatat(fd, name, &info, 0) != 0) return IsMissing(errno);
  *stat = ToFileStat(info);
  return true;
}

}  // namespace xb
