// SPDX-License-Identifier: Apache-2.0
// Helpers around file descriptors and errno for os/ itself; nothing above
// includes this.  Any thread.
#pragma once

#include <sys/stat.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "os/disk.h"

namespace xb {

// Owns one descriptor; -1 is none.
class UniqueFd {
 public:
  UniqueFd() = default;
  explicit UniqueFd(int fd) : fd_(fd) {}
  UniqueFd(UniqueFd&& other) noexcept : fd_(other.Release()) {}
  UniqueFd& operator=(UniqueFd&& other) noexcept {
    Reset(other.Release());
    return *this;
  }
  UniqueFd(const UniqueFd&) = delete;
  UniqueFd& operator=(const UniqueFd&) = delete;
  ~UniqueFd() { Reset(-1); }

  int get() const { return fd_; }
  bool valid() const { return fd_ >= 0; }
  int Release() { return std::exchange(fd_, -1); }
  void Reset(int fd);

 private:
  int fd_ = -1;
};

// "call(path): cause", from `error_number` (an errno value).
Error SystemError(std::string_view call, std::string_view path,
                  int error_number);

// Whether this errno says that there is no such file.
bool IsMissing(int error_number);

// Opens with O_CLOEXEC; -1 with errno set on failure.
int OpenRetrying(const std::string& path, int flags, unsigned mode = 0666);

// Writes everything; false with errno set on failure.  `written` counts what
// was written in either case.
bool WriteAll(int fd, std::string_view data, size_t* written);

// Appends to `to` until the end of the file; false with errno set on failure.
bool ReadToEnd(int fd, std::string* to);
// The same where the size is known.  It is only a hint: files of /proc have
// none, others may grow.
bool ReadToEnd(int fd, int64_t size, std::string* to);

// Descriptors have numbers below this.
int DescriptorLimit();

FileStat ToFileStat(const struct stat& from);

}  // namespace xb
