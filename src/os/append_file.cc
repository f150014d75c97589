// SPDX-License-Identifier: Apache-2.0
#include "os/append_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "os/fd.h"

namespace xb {

Result<AppendFile> AppendFile::Open(const std::string& path,
                                    const Options& options) {
  // Readable as well, for the tail that another process wrote.
  int flags = O_RDWR | O_APPEND;
  if (options.create) flags |= O_CREAT;
  if (options.truncate) flags |= O_TRUNC;
  const int fd = OpenRetrying(path, flags);
  if (fd < 0) return SystemError("open", path, errno);
  return AppendFile(fd, path);
}

AppendFile::AppendFile(AppendFile&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), path_(std::move(other.path_)) {}

AppendFile& AppendFile::operator=(AppendFile&& other) noexcept {
  if (this == &other) return *this;
  if (fd_ >= 0) close(fd_);
  fd_ = std::exchange(other.fd_, -1);
  path_ = std::move(other.path_);
  return *this;
}

AppendFile::~AppendFile() {
  if (fd_ >= 0) close(fd_);
}

Status AppendFile::Append(std::string_view record) {
  size_t written;
  if (WriteAll(fd_, record, &written)) return Ok();
  const int cause = errno;
  // The position is the end of what was written here.  When another process
  // has appended since, cutting would take its record: then the half stays
  // and the reader drops it.
  struct stat info;
  const off_t end = lseek(fd_, 0, SEEK_CUR);
  if (written > 0 && fstat(fd_, &info) == 0 && info.st_size == end) {
    XB_TRY(Truncate(end - static_cast<off_t>(written)));
  }
  return SystemError("write", path_, cause);
}

Result<int64_t> AppendFile::Size() const {
  struct stat info;
  if (fstat(fd_, &info) != 0) return SystemError("fstat", path_, errno);
  return int64_t{info.st_size};
}

Result<std::string> AppendFile::ReadAt(int64_t offset, int64_t size) const {
  std::string data(static_cast<size_t>(size), '\0');
  size_t used = 0;
  while (used < data.size()) {
    const ssize_t count =
        pread(fd_, data.data() + used, data.size() - used,
              static_cast<off_t>(offset) + static_cast<off_t>(used));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return SystemError("read", path_, errno);
    if (count == 0) break;
    used += static_cast<size_t>(count);
  }
  data.resize(used);
  return data;
}

Status AppendFile::Truncate(int64_t size) {
  if (ftruncate(fd_, size) == 0) return Ok();
  return SystemError("truncate", path_, errno);
}

Status AppendFile::Sync() {
  if (fdatasync(fd_) == 0) return Ok();
  return SystemError("fdatasync", path_, errno);
}

Result<FileStat> AppendFile::Stat() const {
  struct stat info;
  if (fstat(fd_, &info) != 0) return SystemError("fstat", path_, errno);
  return ToFileStat(info);
}

Result<bool> AppendFile::StillAt(const std::string& path) const {
  struct stat mine;
  if (fstat(fd_, &mine) != 0) return SystemError("fstat", path_, errno);
  struct stat there;
  if (stat(path.c_str(), &there) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return false;
    return SystemError("stat", path, errno);
  }
  return mine.st_ino == there.st_ino && mine.st_dev == there.st_dev;
}

Result<AppendFile::Lock> AppendFile::TakeLock() const {
  while (flock(fd_, LOCK_EX) != 0) {
    if (errno != EINTR) return SystemError("flock", path_, errno);
  }
  return Lock(fd_);
}

AppendFile::Lock::~Lock() {
  if (fd_ >= 0) flock(fd_, LOCK_UN);
}

}  // namespace xb
