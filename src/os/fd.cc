// SPDX-License-Identifier: Apache-2.0
#include "os/fd.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <limits>

namespace xb {

void UniqueFd::Reset(int fd) {
  if (fd_ >= 0) close(fd_);
  fd_ = fd;
}

bool IsMissing(int error_number) {
  return error_number == ENOENT || error_number == ENOTDIR;
}

Error SystemError(std::string_view call, std::string_view path,
                  int error_number) {
  std::string message(call);
  message += '(';
  message += path;
  message += "): ";
  message += std::strerror(error_number);
  return MakeError(std::move(message));
}

int OpenRetrying(const std::string& path, int flags, unsigned mode) {
  int fd;
  do {
    fd = open(path.c_str(), flags | O_CLOEXEC, mode);
  } while (fd < 0 && errno == EINTR);
  return fd;
}

bool WriteAll(int fd, std::string_view data, size_t* written) {
  *written = 0;
  while (*written < data.size()) {
    const ssize_t count =
        write(fd, data.data() + *written, data.size() - *written);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    *written += static_cast<size_t>(count);
  }
  return true;
}

bool ReadToEnd(int fd, std::string* to) {
  struct stat info;
  return ReadToEnd(fd, fstat(fd, &info) == 0 ? info.st_size : 0, to);
}

bool ReadToEnd(int fd, int64_t size, std::string* to) {
  const size_t room = size > 0 ? static_cast<size_t>(size) + 1 : 4096;
  size_t used = to->size();
  to->resize(used + room);
  for (;;) {
    if (used == to->size()) to->resize(used * 2);
    const ssize_t count = read(fd, to->data() + used, to->size() - used);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) {
      to->resize(used);
      return count == 0;
    }
    used += static_cast<size_t>(count);
  }
}

int DescriptorLimit() {
  constexpr rlim_t kMost = std::numeric_limits<int>::max();
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return static_cast<int>(kMost);
  return static_cast<int>(std::min(limit.rlim_cur, kMost));
}

FileStat ToFileStat(const struct stat& from) {
  const auto nanoseconds = [](const timespec& time) {
    const int64_t value =
        int64_t{time.tv_sec} * 1000000000 + int64_t{time.tv_nsec};
    return value == 0 ? int64_t{1} : value;
  };
  FileStat to;
  to.mtime_ns = nanoseconds(from.st_mtim);
  to.ctime_ns = nanoseconds(from.st_ctim);
  to.size = from.st_size;
  to.inode = from.st_ino;
  to.device = from.st_dev;
  to.mode = from.st_mode;
  return to;
}

}  // namespace xb
